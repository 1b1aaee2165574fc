import { ShieldCheck } from 'lucide-react';
import { PathText } from '../../components/path-text.tsx';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import styles from './doctor.module.css';

/** The empty state: what was looked at, so that "nothing" says something. */
export function NothingWrong({ hasNotes }: { readonly hasNotes: boolean }) {
  const { files } = useSnapshot();
  return (
    <div className={styles.empty}>
      <ShieldCheck size={28} strokeWidth={1.5} aria-hidden="true" />
      <p className={styles.emptyTitle}>Nothing is wrong</p>
      <p>
        The AWS CLI, boto3 and the JavaScript SDK read your files as they are meant
        {hasNotes ? ', but for the notes below.' : '.'}
      </p>
      <p className={styles.lookedAt}>Looked at</p>
      <ul className={styles.looked}>
        <li>
          <code>
            <PathText path={files.configPath} />
          </code>
          {files.configExists ? null : ' (not there yet)'}
        </li>
        <li>
          <code>
            <PathText path={files.credentialsPath} />
          </code>
        </li>
        <li>the AWS variables that Role Valet was started with</li>
        <li>every role’s chain, ARN, region and duration</li>
        <li>keys and old sessions in plain text, and who may read the files</li>
      </ul>
    </div>
  );
}
