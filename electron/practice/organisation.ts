import type { JsonWebKey } from 'node:crypto';
import type { LongTermKey } from '../core/credentials.ts';
import type { PolicyDocument } from './policy/policy-document.ts';

/**
 * An AWS organisation as data: all that the practice STS knows. Nothing in it changes while the server
 * runs; sessions, spent codes and faults are the server's own.
 */
export interface Organisation {
  readonly accounts: readonly Account[];
  readonly users: readonly User[];
  readonly roles: readonly Role[];
  /** OpenID Connect providers that accounts trust. */
  readonly identityProviders?: readonly IdentityProvider[];
  /** Managed policies by ARN: what `PolicyArns` may name. */
  readonly managedPolicies: ReadonlyMap<string, PolicyDocument>;
  /** The profiles of the shared config file that reach this organisation. */
  readonly profiles: readonly PracticeProfile[];
}

export interface Account {
  /** 12 digits. */
  readonly id: string;
  readonly name: string;
  /** Regions where STS is switched off for callers of this account; never us-east-1. */
  readonly deactivatedRegions: readonly string[];
  /** Access keys of the root user. */
  readonly rootKeys?: readonly AccessKey[];
}

export interface AccessKey extends LongTermKey {
  readonly active: boolean;
}

export interface MfaDevice {
  /** Its ARN, `arn:aws:iam::ACCOUNT:mfa/NAME`, or a hardware serial. */
  readonly serial: string;
  /** Shared secret of the time-based codes. */
  readonly secret: Uint8Array;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface User {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  /** The unique id, `AIDA...`. */
  readonly id: string;
  /** The name of the profile that the practice config gives this user's key. */
  readonly profile: string;
  readonly keys: readonly AccessKey[];
  readonly mfaDevices: readonly MfaDevice[];
  readonly policies: readonly PolicyDocument[];
  readonly tags: readonly Tag[];
}

export interface Role {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  /** The unique id, `AROA...`. */
  readonly id: string;
  /** Seconds, 3,600 to 43,200. */
  readonly maxSessionDuration: number;
  readonly trustPolicy: PolicyDocument;
  readonly policies: readonly PolicyDocument[];
  readonly tags: readonly Tag[];
}

/** An OpenID Connect provider as an account knows it. */
export interface IdentityProvider {
  /** `arn:aws:iam::ACCOUNT:oidc-provider/HOST`, with the issuer's path. */
  readonly arn: string;
  /** What its tokens carry as `iss`: an https URL. */
  readonly issuer: string;
  /** The audiences (client ids) that the account accepts. */
  readonly audiences: readonly string[];
  /** Public keys that it publishes, each with a `kid`. */
  readonly keys: readonly JsonWebKey[];
}

/** A profile of the shared config file. */
export interface PracticeProfile {
  readonly name: string;
  /** Undefined for the profile of a user's key. */
  readonly roleArn?: string;
  readonly sourceProfile?: string;
  readonly mfaSerial?: string;
  readonly externalId?: string;
  readonly durationSeconds?: number;
  /** What there is to learn from it, one line each. */
  readonly comment?: readonly string[];
}
