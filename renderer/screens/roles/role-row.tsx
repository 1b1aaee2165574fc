// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only in view are no table
import { Link2, Star } from 'lucide-react';
import { memo, useState } from 'react';
import type { RoleView } from '../../../electron/contract/roles.ts';
import { ColourMark } from '../../components/colour-mark.tsx';
import { Tag } from '../../components/tag.tsx';
import type { IndexedRole } from '../../lib/search.ts';
import { RoleFactsLine } from './role-facts-line.tsx';
import styles from './role-row.module.css';
import { furtherName, isWrong, roleTags, targetText } from './role-tags.ts';
import { RowActions } from './row-actions.tsx';
import { RowLife } from './row-life.tsx';
import type { RoleActions } from './use-role-actions.ts';

export interface RoleRowProps {
  readonly id: string;
  readonly entry: IndexedRole;
  readonly namesAccount: boolean;
  readonly isSelected: boolean;
  readonly rowIndex: number;
  /** Distance from the top of the list, pixels. */
  readonly start: number;
  readonly actions: RoleActions;
  readonly onSelect: (profile: string) => void;
}

/** One role: how long it lives, what it is, and on the right its target or what can be done. */
export const RoleRow = memo(function RoleRow(props: RoleRowProps) {
  const { role, account } = props.entry;
  const colour = role.colour ?? account?.colour;
  // The heading of an account has its mark.
  const isMarked = role.colour !== undefined || props.namesAccount;
  const roleName = furtherName(role);
  const [isOver, setIsOver] = useState(false);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
    <div
      id={props.id}
      className={styles.place}
      role="row"
      tabIndex={-1}
      aria-rowindex={props.rowIndex}
      aria-selected={props.isSelected}
      style={{ transform: `translateY(${props.start}px)` }}
      data-profile={role.profile}
      data-state={role.state}
      onPointerEnter={() => setIsOver(true)}
      onPointerLeave={() => setIsOver(false)}
      onClick={() => props.onSelect(role.profile)}
      onDoubleClick={() => props.actions.details(role)}
    >
      <div className={styles.row} role="gridcell" tabIndex={-1}>
        <RowLife role={role} colour={colour} />
        <div className={styles.text}>
          <div className={styles.name}>
            <span
              className={styles.profile}
              // The least that is kept of a long name; a short one takes no more than it needs.
              style={{ minWidth: `min(48px, ${role.profile.length}ch)` }}
            >
              {role.profile}
            </span>
            {roleName === '' ? null : <span className={styles.role}>{roleName}</span>}
            {isMarked && colour !== undefined ? <ColourMark colour={colour} /> : null}
            {role.favourite ? (
              <Star className={styles.star} size={11} role="img" aria-label="favourite" />
            ) : null}
            {role.hasEndpoint ? <OpenUrl /> : null}
            {roleTags(role).map(({ tone, text, title }) => (
              <Tag key={text} tone={tone} title={title}>
                {text}
              </Tag>
            ))}
          </div>
          <RoleFactsLine
            entry={props.entry}
            namesAccount={props.namesAccount}
            isSelected={props.isSelected}
            onWhy={props.actions.why}
          />
        </div>
        {props.isSelected || isOver ? (
          <RowActions role={role} actions={props.actions} isSelected={props.isSelected} />
        ) : (
          <Target role={role} />
        )}
      </div>
    </div>
  );
});

/** Programs fetch its credentials from a URL of the app, until it is stopped. */
function OpenUrl() {
  return (
    <span className={styles.url} title="Programs fetch its credentials from a URL of Role Valet">
      <Link2 size={12} role="img" aria-label="its URL is open" />
    </span>
  );
}

/** Where the role is or would be written. What went wrong with one that is written nowhere needs the room. */
function Target({ role }: { readonly role: RoleView }) {
  if (isWrong(role) && role.targets.length === 0) {
    return null;
  }
  return (
    <code className={styles.target} title={`Written to ${targetText(role)}`}>
      {targetText(role)}
    </code>
  );
}
