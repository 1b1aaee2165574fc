import type { ErrorValue } from '../../contract/errors.ts';
import type { SharedConfig } from '../aws-config/types.ts';
import type { Environment } from '../ports.ts';

/** What a chain is resolved from. */
export interface ChainContext {
  readonly config: SharedConfig;
  /** Profiles that have a base key in the keychain. */
  readonly keychainProfiles: ReadonlySet<string>;
  /**
   * Set where the keychain could not be read. A base without any credentials in the files is then
   * taken to have its key there, so that roles can be listed and planned all the same.
   */
  readonly keychainProblem?: ErrorValue;
  readonly environment: Environment;
  /** Profiles of the credentials file that hold sessions we wrote: never bases. */
  readonly ownTargets?: ReadonlySet<string>;
  /** The `--region` option: for the selected profile's own hop and for outputs. */
  readonly regionOverride?: string;
}
