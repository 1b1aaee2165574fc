import { RoleValetError } from '../../contract/errors.ts';
import type { RoleForm } from '../../contract/roles.ts';
import { parseIni } from '../aws-config/ini-document.ts';
import { appendSection, setProperties } from '../aws-config/ini-edit.ts';
import { property } from '../aws-config/profile-property.ts';
import { headerFor } from '../aws-config/profile-sections.ts';
import { renameSection } from '../aws-config/rename-section.ts';
import { configHeader } from '../aws-config/section-name.ts';
import type { Profile } from '../aws-config/types.ts';
import { placeText } from '../chain/fault.ts';
import { isNoDevice } from './check-role-form.ts';
import { ROLE_KEYS, roleFieldValue } from './role-form.ts';

/** A text of the config file after an edit, and what was done, in sentences for the user. */
export interface RoleEdit {
  readonly text: string;
  readonly changes: readonly string[];
}

/** `text` with the role as a new section at its end. Throws as `appendSection` does. */
export function withNewRole(text: string, form: RoleForm): RoleEdit {
  const header = configHeader(form.profile);
  const entries = [...changesOf(undefined, form)].flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return { text: appendSection(text, header, entries), changes: [`[${header}] added`] };
}

/**
 * `text` with the lines of `profile` that differ from the form changed, and no others; then its header,
 * where the form has another name. Throws EDIT_REFUSED for what stands in the credentials file, and as
 * `setProperties` and `renameSection` do.
 */
export function withEditedRole(
  text: string,
  path: string,
  profile: Profile,
  form: RoleForm,
): RoleEdit {
  const wanted = changesOf(profile, form);
  if (profile.configAt === undefined) {
    throw inCredentials(profile, profile.credentialsAt, `[${profile.name}]`);
  }
  for (const key of wanted.keys()) {
    const at = profile.properties.get(key)?.at;
    if (at?.file === 'credentials') throw inCredentials(profile, at, key);
  }
  const header = headerFor(parseIni(text, { file: 'config', path }), 'config', profile.name);
  const edited = wanted.size === 0 ? text : setProperties(text, header, wanted);
  const changes = [...wanted].flatMap(([key, value]) => {
    if (value !== undefined) return [`${key} set`];
    return profile.properties.has(key) ? [`${key} removed`] : [];
  });
  if (form.profile === profile.name) return { text: edited, changes };
  const newHeader = configHeader(form.profile);
  return {
    text: renameSection(edited, header, newHeader),
    changes: [...changes, `[${header}] is called [${newHeader}] now`],
  };
}

/** The keys to set, and to remove (`undefined`), so that reading the profile gives the form. */
function changesOf(
  profile: Profile | undefined,
  form: RoleForm,
): ReadonlyMap<string, string | undefined> {
  const changes = new Map<string, string | undefined>();
  for (const [field, key] of ROLE_KEYS) {
    const wanted = form[field];
    const now = profile === undefined ? '' : roleFieldValue(profile, key);
    if (wanted === now) continue;
    const twin = key === 'region' ? key : `valet_${key}`;
    if (wanted === '') {
      changes.set(key, undefined).set(twin, undefined);
    } else if (property(profile, 'valet_role_arn') !== undefined) {
      // AWS tools must find no role here, so that they use credential_process.
      changes.set(twin, wanted);
    } else if (key === 'mfa_serial' && isNoDevice(wanted)) {
      // The AWS CLI would ask for a code of a device called "none".
      changes.set(twin, wanted);
    } else if (key === 'mfa_serial' && isNoDevice(now)) {
      changes.set(twin, undefined).set(key, wanted);
    } else {
      changes.set(property(profile, twin) === undefined ? key : twin, wanted);
    }
  }
  return changes;
}

function inCredentials(
  { name }: Profile,
  at: Profile['credentialsAt'],
  what: string,
): RoleValetError {
  const place = at === undefined ? '' : ` (${placeText(at)})`;
  return new RoleValetError(
    'EDIT_REFUSED',
    `${what} of ${name} stands in the credentials file${place}, which wins over the config file`,
    'Move it to the config file by hand, then edit the role here.',
  );
}
