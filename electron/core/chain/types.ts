import type { BaseKindView } from '../../contract/access.ts';
import type { ConfigFinding, SourceLine } from '../aws-config/types.ts';

/**
 * Where a chain starts. `key`: a long-term key (keychain, or static in the files);
 * `session`: static keys with a session token; the others are AWS's own standard sources.
 */
export type BaseKind = BaseKindView;

export interface Base {
  readonly kind: BaseKind;
  /** The profile that defines it; for `credential_source`, the role that names it. */
  readonly profile: string;
  /** `keychain` beats `file`; only for kind `key`. */
  readonly storage?: 'keychain' | 'file';
  readonly region?: string;
  readonly at?: SourceLine;
  /** Only for kind `environment`: true where the variables hold a session, not a long-term key. */
  readonly hasSessionToken?: boolean;
  /** Where GetSessionToken is called; only for kind `key`. The same whichever role asks. */
  readonly getSessionToken?: CallPlace;
}

/** Where an STS call is made, and where that comes from, in words. */
export interface CallPlace {
  readonly region: string;
  readonly regionFrom: string;
  readonly endpoint: string;
  /** Why it is that endpoint; left out where it is the region's own. */
  readonly endpointFrom?: string;
  /** Root certificates that the call's profile names. */
  readonly caBundle?: CaBundle;
}

/** A file of root certificates, and who named it, in words for a message. */
export interface CaBundle {
  /** As it was written: `~/` at its start stands for the home folder. */
  readonly path: string;
  /** Such as `AWS_CA_BUNDLE` or `~/.aws/config, line 4: ca_bundle`. */
  readonly from: string;
}

/** One AssumeRole call of a chain, as the files define it. */
export interface Hop {
  readonly profile: string;
  readonly roleArn: string;
  readonly partition: string;
  readonly accountId: string;
  /** Last part of the role's path and name. */
  readonly roleName: string;
  /** The region whose STS is called, and why it is that one. */
  readonly region: string;
  readonly regionFrom: string;
  readonly endpoint: string;
  /** As in `CallPlace`. */
  readonly endpointFrom?: string;
  readonly caBundle?: CaBundle;
  readonly externalId?: string;
  /** Template as written, or undefined for the default. */
  readonly sessionNameTemplate?: string;
  /** `duration_seconds` as written, in range 900 to 43,200. */
  readonly durationSeconds?: number;
  readonly tags: readonly SessionTag[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
  readonly policyArns: readonly string[];
}

export interface SessionTag {
  readonly key: string;
  readonly value: string;
}

/** The MFA device of the base key's user, and which line of the files said so. */
export interface MfaDevice {
  readonly serial: string;
  readonly at: SourceLine;
  /** The command of `mfa_process`, where one is set. */
  readonly process?: string;
}

/** The path from a base to a profile: no hops where the profile is a base itself. */
export interface Chain {
  readonly profile: string;
  readonly base: Base;
  readonly hops: readonly Hop[];
  /** Set where the base must use MFA. */
  readonly mfa?: MfaDevice;
  /** The region for outputs: the role's, else the first source's that has one. */
  readonly outputRegion?: string;
  /** The target that `write` uses when none is asked for. */
  readonly defaultTarget: string;
  readonly warnings: readonly ConfigFinding[];
}

/** How the first call is made. */
export type Route =
  /** AssumeRole straight from the base's credentials, no MFA. */
  | 'direct'
  /** AssumeRole straight from the base key with a code: the only way past one hour with MFA. */
  | 'direct-with-code'
  /** One GetSessionToken with a code per base, then roles at one hour each. */
  | 'mfa-session'
  /** The profile is a base: GetSessionToken, or the base's own trio. */
  | 'base';

/** One STS call of a plan. */
export interface PlanStep {
  readonly action: 'GetSessionToken' | 'AssumeRole';
  readonly durationSeconds: number;
  /** The longest AWS would give on this call; undefined where only the role's owner knows. */
  readonly maximumSeconds?: number;
  readonly region: string;
  readonly endpoint: string;
  readonly caBundle?: CaBundle;
  /** Serial, where a code is sent on this call. */
  readonly mfaSerial?: string;
  /** Undefined for GetSessionToken. */
  readonly hop?: Hop;
  readonly sessionName?: string;
  /** Sent only on the first AssumeRole. */
  readonly sourceIdentity?: string;
  /** Why the numbers are what they are, one sentence each. */
  readonly reasons: readonly string[];
}

/** What an assume will do, as data: can be shown before it runs. */
export interface Plan {
  readonly profile: string;
  readonly chain: Chain;
  readonly route: Route;
  readonly steps: readonly PlanStep[];
  /** What was asked for on the command line, where something was. */
  readonly requestedSeconds?: number;
  readonly warnings: readonly string[];
}

/**
 * A value that is being put together. To set optional members one by one costs far less than to
 * spread them in, which counts where there is one for each of thousands of roles.
 */
export type Draft<Value> = { -readonly [Key in keyof Value]: Value[Key] };
