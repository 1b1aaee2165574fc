// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only in view are no table
import { CircleAlert, Smartphone, Star, TriangleAlert } from 'lucide-react';
import { memo, useState } from 'react';
import type { RoleView } from '../../../electron/contract/types.ts';
import { ColourMark } from '../../components/colour-mark.tsx';
import { CountdownRing, type CountdownRingProps } from '../../components/countdown-ring.tsx';
import { Tag } from '../../components/tag.tsx';
import { useAwsTime } from '../../lib/clock.ts';
import type { IndexedRole } from '../../lib/search.ts';
import { timeLeft } from '../../lib/time-text.ts';
import { RoleFactsLine } from './role-facts-line.tsx';
import styles from './role-row.module.css';
import { furtherName, isWrong, roleTags, targetText } from './role-tags.ts';
import { RowActions } from './row-actions.tsx';
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
        <CountdownRing {...ring(role)} colour={colour} />
        <TimeForReaders role={role} />
        <div className={styles.text}>
          <div className={styles.name}>
            <span className={styles.profile}>{role.profile}</span>
            {roleName === '' ? null : <span className={styles.role}>{roleName}</span>}
            {isMarked && colour !== undefined ? <ColourMark colour={colour} /> : null}
            {role.favourite ? (
              <Star className={styles.star} size={11} role="img" aria-label="favourite" />
            ) : null}
            {roleTags(role).map(({ tone, text }) => (
              <Tag key={text} tone={tone}>
                {text}
              </Tag>
            ))}
          </div>
          <RoleFactsLine entry={props.entry} namesAccount={props.namesAccount} />
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

function ring(role: RoleView): CountdownRingProps {
  const { expiresAt, lifeSeconds } = role;
  switch (role.state) {
    case 'active':
      return { tone: 'live', expiresAt, lifeSeconds };
    case 'needs-mfa':
      return { tone: 'warn', expiresAt, lifeSeconds, icon: Smartphone };
    case 'assuming':
      return { tone: 'live', isBusy: true };
    case 'failed':
      return { tone: 'danger', icon: CircleAlert };
    case 'broken':
      return { tone: 'danger', icon: TriangleAlert };
    case 'expired':
      return { tone: 'warn', icon: CircleAlert };
    case 'idle':
      return { tone: 'idle' };
  }
}

/** The ring in words. */
function TimeForReaders({ role: { expiresAt, state } }: { readonly role: RoleView }) {
  if (state === 'assuming') {
    return <span className="visually-hidden">being assumed</span>;
  }
  const hasTime = state === 'active' || state === 'needs-mfa';
  return hasTime && expiresAt !== undefined ? <TimeLeft expiresAt={expiresAt} /> : null;
}

function TimeLeft({ expiresAt }: { readonly expiresAt: number }) {
  const left = useAwsTime((now) => timeLeft(expiresAt - now));
  return <span className="visually-hidden">{left} left</span>;
}
