import type { Clock, FileLocks, Files, Locks } from '../../ports.ts';
import type { Sealer } from '../../sealing.ts';

/** What the writer of the credentials file works with. */
export interface CredentialsFileContext {
  readonly files: Files;
  readonly locks: Locks & FileLocks;
  readonly clock: Clock;
  /** The folder of the app's own files. */
  readonly homePath: string;
  /** Undefined where there is no keychain: the journal is then one plain copy beside the file. */
  readonly sealer?: Sealer | undefined;
}
