import { Fragment, type ReactNode } from 'react';
import type { RoleView } from '../../../electron/contract/roles.ts';
import { ChainText } from '../../components/chain-text.tsx';
import { baseKindName } from '../../lib/base-kinds.ts';
import type { IndexedRole } from '../../lib/search.ts';
import styles from './role-row.module.css';
import { isWrong, needsText } from './role-tags.ts';

export interface RoleFactsLineProps {
  readonly entry: IndexedRole;
  readonly namesAccount: boolean;
  readonly isSelected: boolean;
  /** Leads to what is behind a failure. */
  readonly onWhy: (role: RoleView) => void;
}

/** The second line of a row: account, chain and what a switch needs; or what is wrong. */
export function RoleFactsLine({ entry, namesAccount, isSelected, onWhy }: RoleFactsLineProps) {
  const { role, account } = entry;
  if (isWrong(role) && role.failure !== undefined) {
    const { message, hint } = role.failure;
    return (
      <div className={styles.wrong}>
        <span className={`${styles.facts} ${styles.failure}`} title={`${message}\n${hint}`}>
          {withoutPlace(message)}
        </span>
        <button
          type="button"
          className={styles.why}
          tabIndex={isSelected ? 0 : -1}
          onClick={() => onWhy(role)}
        >
          Why?
          <span className="visually-hidden"> {role.profile}</span>
        </button>
      </div>
    );
  }
  const accountName = account?.name ?? role.accountId;
  const parts: ReactNode[] = [
    ...(namesAccount && accountName !== undefined ? [accountName] : []),
    ...(role.kind === 'base' ? [baseText(role)] : [<Way key="way" chain={role.chain} />]),
    ...(needsText(role) === '' ? [] : [needsText(role)]),
  ];
  return (
    <div className={styles.facts} title={factsTitle(role)}>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line keep their order
        <Fragment key={index}>
          {index === 0 ? null : <span className={styles.dot}> · </span>}
          {part}
        </Fragment>
      ))}
    </div>
  );
}

/** A path and a line would fill the row and leave no room for what is wrong there. */
function withoutPlace(message: string): string {
  return message.replace(/^.+, line \d+: /, '');
}

function baseText({ baseKind }: RoleView): string {
  return baseKind === undefined ? 'base' : `base: ${baseKindName(baseKind)}`;
}

/** The chain without its end, which is the row itself. */
function Way({ chain }: { readonly chain: readonly string[] }) {
  return (
    <>
      via <ChainText chain={chain.slice(0, -1)} />
    </>
  );
}

function factsTitle({ accountId, roleArn, chain }: RoleView): string {
  return [roleArn ?? accountId, chain.join(' › ')].filter(Boolean).join('\n');
}
