import { isRoleValetError, RoleValetError } from '../../contract/errors.ts';
import { parseIni } from '../aws-config/ini-document.ts';
import { appendSection, setProperties } from '../aws-config/ini-edit.ts';
import { sectionsNamed } from '../aws-config/ini-edit-checks.ts';
import { splitLines } from '../aws-config/ini-lines.ts';
import type { ParsedSection } from '../aws-config/ini-section.ts';
import { headerFor } from '../aws-config/profile-sections.ts';
import { loadSharedConfig } from '../aws-config/shared-config.ts';
import { changeFile } from '../journal/change-file.ts';
import { regionInConfig } from '../outputs/credentials-file/region-rule.ts';
import { checkTarget } from '../outputs/credentials-file/target-rules.ts';
import type { App } from './app.ts';
import type { LoadedContext } from './load-context.ts';

/** Stands above the section that we create in the config file: only such a section is changed later. */
export const SHARED_MARKER =
  '# Role Valet keeps the region of the role that was switched to last here.';

/** What was done for a shared target. */
export interface PreparedTarget {
  /** The files as they are now: what the write that follows must be planned with. */
  readonly context: LoadedContext;
  /** Path of the config file where it was changed. */
  readonly changedConfig?: string;
  /** One sentence each, for the user. */
  readonly notices: readonly string[];
}

/**
 * Makes ready the one profile that every switch writes to, so that a terminal with `AWS_PROFILE` set to
 * it follows with the region too: creates its section in the config file, or sets the region there
 * (removes it where the role has none, lest the last role's stay). A section that the user made is left
 * alone, and its region, if it has one, stays in force. Call it just before the session is written.
 *
 * Throws TARGET_REFUSED or LONG_TERM_KEY_IN_TARGET with the reason where the name can't be a target, and
 * as `changeFile` does.
 */
export async function prepareSharedTarget(
  app: App,
  context: LoadedContext,
  name: string,
  region?: string,
): Promise<PreparedTarget> {
  const { config } = context;
  requireTarget(context, name);
  const known = await regionInConfig(app.files, config, name);
  // Most switches stay in one region: then there is nothing to lock or to read again.
  if (config.profiles.get(name)?.configAt !== undefined && known === region) {
    return { context, notices: [] };
  }
  let isUsers = false;
  const edit = (text: string, configPath: string): string => {
    const header = headerFor(parseIni(text, { file: 'config', path: configPath }), 'config', name);
    const sections = sectionsNamed(parseIni(text), header);
    isUsers = sections.some((section) => !isMarked(text, section));
    return isUsers ? text : withRegion(text, header, sections.length > 0, region);
  };
  const changed = await changeFile(app, {
    file: 'config',
    reason: `Added the profile ${name}, which every switch writes to`,
    // The region in our own section follows each switch, as a renewed session does.
    isJournalled: config.profiles.get(name)?.configAt === undefined,
    edit,
  });
  const path = changed.paths[0] ?? app.configPath;
  if (changed.paths.length === 0) {
    const overrules = isUsers && known !== undefined && region !== undefined;
    const notice = `[${name}] in ${path} has a region of its own: AWS tools use ${known} there, not the role's ${region}`;
    return { context, notices: [...changed.notices, ...(overrules ? [notice] : [])] };
  }
  const { configPath, credentialsPath } = app;
  const fresh = await loadSharedConfig(app.files, { configPath, credentialsPath });
  return { context: { ...context, config: fresh }, changedConfig: path, notices: changed.notices };
}

function withRegion(
  text: string,
  header: string,
  exists: boolean,
  region: string | undefined,
): string {
  if (exists) return setProperties(text, header, new Map([['region', region]]));
  const entries = region === undefined ? [] : [['region', region] as const];
  return appendSection(text, header, entries, SHARED_MARKER);
}

function isMarked(text: string, { start }: ParsedSection): boolean {
  return splitLines(text.slice(0, start)).at(-1)?.trim() === SHARED_MARKER;
}

/** The name is the user's setting, so that is what a refusal must point at. */
function requireTarget({ config, keychainProfiles }: LoadedContext, name: string): void {
  const hint = 'Choose another name for the shared target in the settings.';
  if (keychainProfiles.has(name)) {
    throw new RoleValetError(
      'TARGET_REFUSED',
      `"${name}" cannot be the shared target: a base key is kept under that name`,
      hint,
    );
  }
  try {
    checkTarget(config, name, name);
  } catch (error) {
    if (!isRoleValetError(error, 'TARGET_REFUSED')) throw error;
    throw new RoleValetError('TARGET_REFUSED', error.message, hint, { cause: error });
  }
}
