import { RoleValetError } from '../../contract/errors.ts';
import type { RoleForm } from '../../contract/roles.ts';
import type { SharedConfig } from '../aws-config/types.ts';
import type { ChainContext } from '../chain/chain-context.ts';
import type { OwnedTarget } from '../outputs/credentials-file/ownership.ts';
import { checkRoleForm } from './check-role-form.ts';
import { checkNewName, checkRename } from './check-role-name.ts';
import { checkRolesBehind, checkSavedChain } from './check-saved-role.ts';
import { type RoleEdit, withEditedRole, withNewRole } from './role-edit.ts';
import { readRoleForm } from './role-form.ts';

/** A form to save, and all that decides whether it can be. */
export interface RoleSaving {
  readonly context: ChainContext;
  readonly owned: readonly Pick<OwnedTarget, 'role' | 'target'>[];
  /** Both files as they would be read with this text in the config file. */
  readonly configOf: (text: string) => SharedConfig;
  readonly form: RoleForm;
  readonly original: string;
}

/**
 * The edit of the config file's text, checked before and after, in memory alone. Throws as `saveRole`
 * does.
 */
export function planRoleEdit(saving: RoleSaving, text: string): RoleEdit {
  const { owned, configOf, form, original } = saving;
  const before = { ...saving.context, config: configOf(text) };
  const isNew = original === '';
  // Throws where the role that is edited has gone meanwhile.
  if (!isNew) readRoleForm(before, original);
  const profile = isNew ? undefined : before.config.profiles.get(original);
  if (isNew || form.profile !== original) {
    checkNewName(before, form.profile);
    if (profile !== undefined) checkRename(before, profile, owned);
  }
  checkRoleForm(before, form, profile);
  const edit =
    profile === undefined
      ? withNewRole(text, form)
      : withEditedRole(text, before.config.configPath, profile, form);
  if (edit.changes.length === 0) return edit;
  const after = { ...before, config: configOf(edit.text) };
  requireReadBack(after, form);
  const missing = checkSavedChain(after, form.profile);
  if (!isNew) checkRolesBehind(before, after, form.profile);
  return missing === undefined ? edit : { ...edit, changes: [...edit.changes, missing] };
}

/** Throws EDIT_REFUSED where the file, once written, would not say what the form does. */
function requireReadBack(after: ChainContext, form: RoleForm): void {
  const read = readRoleForm(after, form.profile);
  if (JSON.stringify(read) !== JSON.stringify(form)) {
    throw new RoleValetError(
      'EDIT_REFUSED',
      `${form.profile} would not read back as it was filled in`,
      'Nothing was changed. Look at the section of that profile, mend what is odd there, then try again.',
    );
  }
}
