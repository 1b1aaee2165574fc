import type { SharedConfig } from '../../aws-config/types.ts';
import type { SessionNameContext } from '../../chain/session-name.ts';
import type { Base } from '../../chain/types.ts';
import type { SigningCredentials } from '../../credentials.ts';
import type { Commands, Environment } from '../../ports.ts';
import type { Network } from '../network/types.ts';
import type { SignInParts } from '../sign-in/types.ts';

/** What a base gives. `expiration` is epoch milliseconds by the source's clock, where it says one. */
export type BaseCredentials = SigningCredentials & { readonly expiration?: number };

/** Bases whose credentials must be fetched: all but keys and trios that lie ready. */
export interface BaseSource {
  /**
   * A stable name for whose credentials a base gives, made of the settings that decide it: it stays
   * the same when the credentials themselves are renewed. Holds no secret, and nobody is asked for it.
   * Throws CONFIG_INVALID, ROLE_ARN_INVALID, PARTITION_MISMATCH or ENDPOINT_REFUSED for settings that
   * can't be right.
   */
  identity(base: Base, config: SharedConfig): Promise<string>;
  /**
   * Fetches the credentials now. Throws as `identity`, and SIGN_IN_REQUIRED where a person must sign
   * in first, BASE_REFUSED where the source says no, BASE_UNAVAILABLE where it is out of order,
   * COMMAND_FAILED, FILE_UNREADABLE, and the NETWORK_ errors. Each names the profile and its line.
   */
  credentials(base: Base, config: SharedConfig): Promise<BaseCredentials>;
  /**
   * The file in which AWS tools keep the sign-in that a base needs: it changes when somebody signs in.
   * Undefined for bases that need none. Throws as `identity`.
   */
  signInFile(base: Base, config: SharedConfig): Promise<string | undefined>;
}

/** The parts of the app that the bases work with. */
export interface BaseParts extends SignInParts {
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  readonly commands: Commands;
  readonly network: Pick<Network, 'handlers' | 'connectTimeoutMs' | 'readCertificate'>;
  readonly user: Pick<SessionNameContext, 'user' | 'host'>;
  /** Where `aws login` keeps its sessions, for the app's environment. */
  readonly loginCachePath: string;
  /** The same as the SDK finds it, which looks at nothing but the process's own environment. */
  readonly sdkLoginCachePath: string;
}

/** What one base is fetched with. */
export interface BaseRequest {
  readonly base: Base;
  readonly config: SharedConfig;
}
