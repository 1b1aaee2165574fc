// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only in view are no table
import { memo } from 'react';
import { ColourMark } from '../../components/colour-mark.tsx';
import type { RoleSection } from './arrange-roles.ts';
import styles from './group-heading.module.css';

export interface GroupHeadingProps {
  readonly section: RoleSection;
  readonly rowIndex: number;
  /** Distance from the top of the list, pixels. */
  readonly start: number;
}

/** Live, a group of the user's, or an account with its id and mark. */
export const GroupHeading = memo(function GroupHeading(props: GroupHeadingProps) {
  const { title, accountId, colour } = props.section;
  return (
    <div
      className={styles.row}
      role="row"
      tabIndex={-1}
      aria-rowindex={props.rowIndex}
      style={{ transform: `translateY(${props.start}px)` }}
    >
      <div className={styles.heading} role="rowheader" tabIndex={-1}>
        {colour === undefined ? null : <ColourMark colour={colour} />}
        {title === '' ? null : <span className={styles.title}>{title}</span>}
        {accountId === undefined ? null : <code className={styles.account}>{accountId}</code>}
      </div>
    </div>
  );
});
