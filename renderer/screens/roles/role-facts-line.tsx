import { Fragment, type ReactNode } from 'react';
import type { RoleView } from '../../../electron/contract/types.ts';
import { ChainText } from '../../components/chain-text.tsx';
import type { IndexedRole } from '../../lib/search.ts';
import styles from './role-row.module.css';
import { isWrong, needsText } from './role-tags.ts';

export interface RoleFactsLineProps {
  readonly entry: IndexedRole;
  readonly namesAccount: boolean;
}

/** The second line of a row: account, chain and what a switch needs; or what is wrong. */
export function RoleFactsLine({ entry, namesAccount }: RoleFactsLineProps) {
  const { role, account } = entry;
  if (isWrong(role) && role.failure !== undefined) {
    const { message, hint } = role.failure;
    return (
      <div className={`${styles.facts} ${styles.failure}`} title={`${message}\n${hint}`}>
        {withoutPlace(message)}
      </div>
    );
  }
  const accountName = account?.name ?? role.accountId;
  const parts: ReactNode[] = [
    ...(namesAccount && accountName !== undefined ? [accountName] : []),
    ...(role.kind === 'base' ? ['base'] : [<Way key="way" chain={role.chain} />]),
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
