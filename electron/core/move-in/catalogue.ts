import type { Colour } from '../../contract/roles.ts';

/** Says what a file is, since JSON has no other way. */
export const CATALOGUE_FORMAT = 'role-valet-roles';

/** Rises only where old readers would err. */
export const CATALOGUE_VERSION = 1;

/** A list of roles to pass on: no key, no session, no secret. */
export interface Catalogue {
  readonly format: typeof CATALOGUE_FORMAT;
  readonly version: typeof CATALOGUE_VERSION;
  /** Profiles that roles start from, without their keys. */
  readonly bases: readonly CatalogueBase[];
  readonly roles: readonly CatalogueRole[];
}

export interface CatalogueBase {
  readonly profile: string;
  readonly region?: string | undefined;
  readonly mfaSerial?: string | undefined;
}

export interface CatalogueRole {
  readonly profile: string;
  readonly roleArn: string;
  readonly sourceProfile: string;
  readonly region?: string | undefined;
  readonly mfaSerial?: string | undefined;
  /** Only where it was asked for: many teams treat it as half a secret. */
  readonly externalId?: string | undefined;
  /** Set where the role wants an external id that is not told. */
  readonly wantsExternalId?: true | undefined;
  readonly durationSeconds?: number | undefined;
  readonly colour?: Colour | undefined;
  readonly group?: string | undefined;
}
