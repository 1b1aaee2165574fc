import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { useNavigation } from '../../lib/navigation.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import styles from './empty-list.module.css';

export interface EmptyListProps {
  readonly hasRoles: boolean;
  readonly query: string;
}

/** What stands where there is no row, and what to do about it. */
export function EmptyList({ hasRoles, query }: EmptyListProps) {
  const { files } = useSnapshot();
  const navigation = useNavigation();
  const { run } = useVerbs();
  if (hasRoles) {
    return (
      <div className={styles.empty}>
        <p className={styles.title}>Nothing matches “{query}”</p>
        <p>Names, accounts, ARNs, groups and targets are searched; every word must be found.</p>
      </div>
    );
  }
  return (
    <div className={styles.empty}>
      <p className={styles.title}>No roles yet</p>
      <p>
        {files.configExists ? 'There is no role in ' : 'There is no file '}
        <code>{files.configPath}</code>
        {files.configExists ? '.' : ' yet.'}
      </p>
      <div className={styles.actions}>
        <Button
          variant="primary"
          onClick={() => navigation.open({ screen: 'role-form', original: '' })}
        >
          Add a role
        </Button>
        <Button onClick={() => run(() => bridge.openPractice())}>Try it in practice</Button>
      </div>
    </div>
  );
}
