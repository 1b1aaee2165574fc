import type { CaBundle } from '../../chain/types.ts';
import type { SigningCredentials } from '../../credentials.ts';

/** Where and as whom a call to IAM is made. */
export interface IamCaller {
  /** Any region of the partition: IAM is one service a partition, at a host of its own. */
  readonly region: string;
  /** Another address than AWS's own, where one is configured. */
  readonly endpoint?: string;
  readonly useFips?: boolean;
  readonly useDualStack?: boolean;
  /** The profile's root certificates. */
  readonly caBundle?: CaBundle;
  /** A long-term key, or a session made with MFA: IAM refuses the others. */
  readonly credentials: SigningCredentials;
}

/** A long-term key as IAM lists it. */
export interface ListedAccessKey {
  readonly accessKeyId: string;
  readonly isActive: boolean;
  /** When AWS made it, epoch milliseconds by AWS's clock, in whole seconds. */
  readonly createdAt: number;
}

/** A key just made: the only time that its secret is told. */
export interface CreatedAccessKey extends ListedAccessKey {
  readonly secretAccessKey: string;
}

/** The last call that a key signed, as far as IAM has heard of it (some hours late, at times). */
export interface LastUse {
  /** Epoch milliseconds; undefined for a key that was never used. */
  readonly at?: number;
  readonly service?: string;
  readonly region?: string;
}

/** What IAM tells of a role. */
export interface RoleFacts {
  readonly arn: string;
  /** The trust policy as JSON text. */
  readonly trustPolicy: string;
  /** MaxSessionDuration, seconds. */
  readonly maximumSeconds: number;
}

/**
 * The calls to IAM that Role Valet makes. Errors are RoleValetError: IAM_ACCESS_DENIED, IAM_NOT_FOUND,
 * KEY_LIMIT_REACHED, and the STS_ and NETWORK_ codes for what STS has in common with it.
 */
export interface Iam {
  /**
   * Makes a key, with one attempt: where the answer is lost, the key may be there all the same, and a
   * second attempt would make a second one.
   */
  createAccessKey(caller: IamCaller, userName: string): Promise<CreatedAccessKey>;
  listAccessKeys(caller: IamCaller, userName: string): Promise<readonly ListedAccessKey[]>;
  setAccessKeyActive(
    caller: IamCaller,
    userName: string,
    accessKeyId: string,
    isActive: boolean,
  ): Promise<void>;
  deleteAccessKey(caller: IamCaller, userName: string, accessKeyId: string): Promise<void>;
  lastUse(caller: IamCaller, accessKeyId: string): Promise<LastUse>;
  getRole(caller: IamCaller, roleName: string): Promise<RoleFacts>;
}
