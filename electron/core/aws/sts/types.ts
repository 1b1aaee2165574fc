import type { CaBundle, SessionTag } from '../../chain/types.ts';
import type { SessionCredentials, SigningCredentials } from '../../credentials.ts';

/** Where and as whom a call is made. */
export interface StsCaller {
  readonly region: string;
  /** Always explicit, so that no environment or profile can redirect a call unseen. */
  readonly endpoint: string;
  readonly credentials: SigningCredentials;
  /** Root certificates that the call's profile names. */
  readonly caBundle?: CaBundle;
}

export interface AssumeRoleInput {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
  readonly externalId?: string;
  readonly mfa?: MfaCode;
  readonly tags: readonly SessionTag[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
  readonly policyArns: readonly string[];
}

export interface GetSessionTokenInput {
  readonly durationSeconds: number;
  readonly mfa?: MfaCode;
}

/** A one-time code and its device. The code is text: it may begin with zeros. */
export interface MfaCode {
  readonly serial: string;
  readonly code: string;
}

export interface CallerIdentity {
  readonly arn: string;
  readonly accountId: string;
  readonly userId: string;
}

export interface AssumedRole {
  readonly credentials: SessionCredentials;
  readonly assumedRoleArn: string;
}

/** The STS calls that Role Valet makes. Errors are RoleValetError with an STS_, MFA_ or NETWORK_ code. */
export interface Sts {
  assumeRole(caller: StsCaller, input: AssumeRoleInput): Promise<AssumedRole>;
  getSessionToken(caller: StsCaller, input: GetSessionTokenInput): Promise<SessionCredentials>;
  getCallerIdentity(caller: StsCaller): Promise<CallerIdentity>;
  /** The JSON text behind the encoded message of a refusal. Needs a permission of its own. */
  decodeAuthorizationMessage(caller: StsCaller, encoded: string): Promise<string>;
  /** Server time minus machine time, milliseconds, as learnt from the last answer; 0 before one. */
  clockOffset(): number;
  /** Forgets it: the machine's clock was set, and what was learnt of it no longer holds. */
  forgetClock(): void;
}
