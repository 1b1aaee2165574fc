import { Plus } from 'lucide-react';
import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { bridge } from '../../bridge.ts';
import { IconButton } from '../../components/button.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { StatusStrip } from '../../components/status-strip.tsx';
import { useNavigation } from '../../lib/navigation.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import { indexRoles, queryWords } from '../../lib/search.ts';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import { arrangeRoles, listItems } from './arrange-roles.ts';
import { EmptyList } from './empty-list.tsx';
import { FindingsBar } from './findings-bar.tsx';
import { handleListKey } from './handle-list-key.ts';
import { KeysHelp } from './keys-help.tsx';
import { rowId, selectedRow } from './list-selection.ts';
import { RoleList } from './role-list.tsx';
import styles from './roles-screen.module.css';
import type { RolesView } from './roles-view.ts';
import { StateNotices } from './state-notices.tsx';
import { useRoleActions } from './use-role-actions.ts';
import { useSettled } from './use-settled.ts';

export interface RolesScreenProps {
  /** Search, selection and scroll position, kept while another screen is open. */
  readonly kept: { current: RolesView };
}

/** The list of roles: search, groups, and for each role what can be done with it. */
export function RolesScreen({ kept }: RolesScreenProps) {
  const snapshot = useSnapshot();
  const navigation = useNavigation();
  const { run } = useVerbs();
  const actions = useRoleActions();
  const gridId = useId();
  const search = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const [view, setView] = useState(kept.current);
  const [isSearching, setIsSearching] = useState(true);
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  kept.current = { ...view, scrollTop: kept.current.scrollTop };

  const { roles, accounts } = snapshot;
  const settled = useSettled(snapshot);
  const index = useMemo(() => indexRoles(roles, accounts), [roles, accounts]);
  const sections = useMemo(() => arrangeRoles(index, settled), [index, settled]);
  const items = useMemo(() => listItems(sections, queryWords(view.query)), [sections, view.query]);
  const selected = selectedRow(items, view.selected);

  useEffect(() => search.current?.focus(), []);

  const setQuery = useCallback(
    (query: string) => setView((current) => ({ ...current, query, selected: undefined })),
    [],
  );
  const select = useCallback(
    (profile: string) => setView((current) => ({ ...current, selected: profile })),
    [],
  );
  const handleKey = (event: KeyboardEvent<HTMLElement>): void => {
    // The keys of the help arrive here as well; the Escape that closes it must not clear the search.
    if (isHelpOpen) return;
    handleListKey(event, {
      search,
      grid,
      query: view.query,
      items,
      selected,
      actions,
      onQuery: setQuery,
      onSelect: select,
      onHelp: () => setIsHelpOpen(true),
    });
  };

  const activeId = selected === undefined ? undefined : rowId(gridId, selected.role.profile);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the search and the list bubble here
    <div className={styles.screen} onKeyDown={handleKey}>
      <h1 className="visually-hidden">Roles</h1>
      <StateNotices />
      <div className={styles.top}>
        <SearchBox
          ref={search}
          value={view.query}
          onChange={setQuery}
          onFocus={() => setIsSearching(true)}
          gridId={gridId}
          activeId={activeId}
        />
        <IconButton
          label="Add a role"
          id="add-role"
          icon={Plus}
          onClick={() => navigation.open({ screen: 'role-form', original: '' })}
        />
      </div>
      <StatusStrip
        roles={roles}
        keys={snapshot.keys}
        onStopAll={() => run(() => bridge.stopAll())}
      />
      <RoleList
        ref={grid}
        id={gridId}
        items={items}
        selected={selected}
        activeId={activeId}
        isSearching={isSearching}
        kept={kept}
        actions={actions}
        onSelect={select}
        onFocus={() => setIsSearching(false)}
        empty={<EmptyList hasRoles={roles.length > 0} query={view.query} />}
      />
      <FindingsBar
        findings={snapshot.findings}
        dismissed={view.dismissed}
        onDismiss={(message) =>
          setView((current) => ({
            ...current,
            dismissed: new Set([...current.dismissed, message]),
          }))
        }
      />
      <KeysHelp isOpen={isHelpOpen} onClose={() => setIsHelpOpen(false)} />
    </div>
  );
}
