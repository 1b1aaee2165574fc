import type { Colour, RoleForm } from '../../contract/roles.ts';

/** A role that another tool's file describes, ready to be added to config. */
export interface MoveInRole {
  readonly form: RoleForm;
  readonly colour?: Colour;
  readonly group?: string;
  /** Further lines of its section, such as `session_tags`, which the form has no field for. */
  readonly more?: readonly (readonly [key: string, value: string])[];
  /** True where the role wants an external id that the file does not tell. */
  readonly lacksExternalId?: true;
}

/** A profile that roles start from, as far as a file may tell of it: never its key. */
export interface MoveInBase {
  readonly profile: string;
  readonly region?: string;
  readonly mfaSerial?: string;
}

/** What was read from another tool's file. */
export interface MoveInReading {
  readonly roles: readonly MoveInRole[];
  readonly bases: readonly MoveInBase[];
  /** One sentence each: what is no role, and what could not be taken over. */
  readonly notes: readonly string[];
}

/** A form with the fields of `filled`, and nothing in the others. */
export function roleForm(filled: Partial<RoleForm> & Pick<RoleForm, 'profile'>): RoleForm {
  return {
    roleArn: '',
    sourceProfile: '',
    region: '',
    mfaSerial: '',
    externalId: '',
    sessionName: '',
    durationSeconds: '',
    ...filled,
  };
}
