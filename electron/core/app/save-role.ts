import type { RoleForm } from '../../contract/roles.ts';
import { readSharedConfig } from '../aws-config/shared-config.ts';
import type { SharedConfig } from '../aws-config/types.ts';
import { changeFile } from '../journal/change-file.ts';
import { ownedTargets } from '../outputs/credentials-file/ownership.ts';
import type { FileState } from '../ports.ts';
import type { App } from './app.ts';
import { loadContext } from './load-context.ts';
import { planRoleEdit } from './plan-role-edit.ts';
import { trimmedForm } from './role-form.ts';

/** What was saved, and where. */
export interface SavedRole {
  readonly profile: string;
  /** Of the config file. */
  readonly path: string;
  /** One sentence each, for the user; empty where nothing differed. */
  readonly changes: readonly string[];
}

/**
 * Writes a role to the config file, touching only the lines that change. `original` is the profile that
 * is edited; empty for a new role, which is appended. A managed profile keeps its `valet_` keys. Nothing
 * is written where the role, or one that starts from it, could not work afterwards.
 *
 * Throws USAGE for a value that AWS would not take (the message names the field), ROLE_NOT_FOUND,
 * EDIT_REFUSED for what can't be edited safely, the errors of `resolveChain`, and as `changeFile` does.
 */
export async function saveRole(app: App, form: RoleForm, original: string): Promise<SavedRole> {
  const [context, credentials, owned] = await Promise.all([
    loadContext(app),
    app.files.read(app.credentialsPath),
    ownedTargets(app),
  ]);
  const filled = trimmedForm(form);
  let changes: readonly string[] = [];
  const edit = (text: string, configPath: string): string => {
    const configOf = (content: string): SharedConfig =>
      readSharedConfig(stateOf(configPath, content), credentials);
    const planned = planRoleEdit({ context, owned, configOf, form: filled, original }, text);
    changes = planned.changes;
    return planned.text;
  };
  const reason =
    original === '' ? `Added the role ${filled.profile}` : `Edited the role ${original}`;
  const { paths, notices } = await changeFile(app, { file: 'config', reason, edit });
  if (changes.length > 0) {
    app.logger.info('role saved', { profile: filled.profile });
  }
  return {
    profile: filled.profile,
    path: paths[0] ?? app.configPath,
    changes: [...changes, ...notices],
  };
}

function stateOf(path: string, text: string): FileState {
  return { path, realPath: path, exists: true, bytes: Buffer.from(text, 'utf8') };
}
