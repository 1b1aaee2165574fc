// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only in view are no table
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useCallback, useEffect, useRef } from 'react';
import type { ListItem } from './arrange-roles.ts';
import { GroupHeading } from './group-heading.tsx';
import { rowId, type SelectedRow } from './list-selection.ts';
import styles from './role-list.module.css';
import { RoleRow } from './role-row.tsx';
import type { RolesView } from './roles-view.ts';
import type { RoleActions } from './use-role-actions.ts';

/** As in the style sheets: `--row-height` and the heading's height. */
const ROW_HEIGHT = 54;
const HEADING_HEIGHT = 32;

export interface RoleListProps {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly id: string;
  readonly items: readonly ListItem[];
  readonly selected: SelectedRow | undefined;
  readonly activeId: string | undefined;
  readonly isSearching: boolean;
  readonly kept: { current: RolesView };
  readonly actions: RoleActions;
  readonly onSelect: (profile: string) => void;
  readonly onFocus: () => void;
  readonly empty: ReactNode;
}

/** The list, of which only what can be seen is in the page. */
export function RoleList(props: RoleListProps) {
  const { items, selected, kept, ref: grid } = props;
  const scroller = useRef<HTMLDivElement>(null);
  // The virtualizer lays all lines out anew when this function is another one: with other lines
  // it must be, while scrolling it must not.
  const getItemKey = useCallback((index: number) => items[index]?.key ?? index, [items]);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]?.kind === 'heading' ? HEADING_HEIGHT : ROW_HEIGHT),
    getItemKey,
    initialOffset: kept.current.scrollTop,
    overscan: 3,
  });

  const selectedProfile = selected?.role.profile;
  const selectedIndex = selected?.index;
  const isFirst = selected?.isFirst === true;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another selection scrolls the list
  useEffect(() => {
    if (selectedIndex !== undefined) {
      // With the first row its heading comes into view too.
      virtualizer.scrollToIndex(isFirst ? 0 : selectedIndex, { align: 'auto' });
    }
  }, [selectedProfile]);

  if (items.length === 0) {
    return (
      <div className={styles.empty} role="status">
        {props.empty}
      </div>
    );
  }
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      onScroll={(event) => {
        kept.current = { ...kept.current, scrollTop: event.currentTarget.scrollTop };
      }}
    >
      <div
        ref={grid}
        id={props.id}
        className={styles.grid}
        role="grid"
        aria-label="Roles"
        aria-rowcount={items.length}
        aria-activedescendant={props.activeId}
        tabIndex={0}
        data-searching={props.isSearching ? '' : undefined}
        style={{ height: virtualizer.getTotalSize() }}
        onFocus={(event) => {
          if (event.target === event.currentTarget) {
            props.onFocus();
          }
        }}
      >
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index];
          if (item === undefined) {
            return null;
          }
          return item.kind === 'heading' ? (
            <GroupHeading key={key} section={item.section} rowIndex={index + 1} start={start} />
          ) : (
            <RoleRow
              key={key}
              id={rowId(props.id, item.entry.role.profile)}
              entry={item.entry}
              namesAccount={item.namesAccount}
              isSelected={item.key === selectedProfile}
              rowIndex={index + 1}
              start={start}
              actions={props.actions}
              onSelect={props.onSelect}
            />
          );
        })}
      </div>
    </div>
  );
}
