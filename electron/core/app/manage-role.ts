import { RoleValetError } from '../../contract/errors.ts';
import { decodeText } from '../aws-config/text-codec.ts';
import type { ChainContext } from '../chain/chain-context.ts';
import { isManaged } from '../chain/role-settings.ts';
import { changeFile, changeFiles } from '../journal/change-file.ts';
import {
  type FileText,
  type ManagedTexts,
  type ManageWish,
  planManaged,
  readTexts,
} from '../managed/plan-managed.ts';
import { withoutManaged } from '../managed/unmanage-text.ts';
import { unifiedDiff } from '../text-diff/unified-diff.ts';
import type { App } from './app.ts';

/** What would be changed, for a person to look at. */
export interface ManagePlan {
  /** A unified diff of each file that changes; empty where the profile is as wished already. */
  readonly diff: string;
  /** One sentence each, for the user. */
  readonly notices: readonly string[];
  /** Who is affected where `default` changes: then the user must agree, else it is empty. */
  readonly affected: readonly string[];
}

/** What was changed. */
export interface ManagedRole {
  readonly profile: string;
  /** Real paths of the files that changed; empty where the profile was as wished already. */
  readonly paths: readonly string[];
  /** The journal's entry, where one was made. */
  readonly entryId: string | undefined;
  readonly notices: readonly string[];
}

/**
 * Shows what `manageRole` would do; changes nothing. Throws MANAGE_REFUSED, naming file and line, where
 * AWS tools would look past us; the errors of `resolveChain` where the role could not work; and
 * EDIT_REFUSED, VALUE_UNREPRESENTABLE, FILE_UNREADABLE.
 */
export async function planManage(
  app: App,
  context: ChainContext,
  wish: ManageWish,
): Promise<ManagePlan> {
  const files = await readFiles(app);
  const { config, credentials, notices, affected } = planManaged(context, files, wish);
  const diffs = [
    unifiedDiff(files.credentials.text, credentials, files.credentials.path),
    unifiedDiff(files.config.text, config, files.config.path),
  ];
  const diff = diffs.join('');
  return { diff, notices: diff === '' ? [] : notices, affected: diff === '' ? [] : affected };
}

/**
 * Lets AWS tools reach the profile by its own name through us: its role keys become their `valet_`
 * twins and `credential_process` is added. A profile that is managed already only gets the command that
 * is right now. `isAgreed` tells that the user has seen who is affected. Throws CONFIRMATION_REQUIRED
 * for `default` without that, and as `planManage` and `changeFile` do.
 */
export async function manageRole(
  app: App,
  context: ChainContext,
  wish: ManageWish & { readonly isAgreed: boolean },
): Promise<ManagedRole> {
  const files = await readFiles(app);
  let planned: ManagedTexts = planManaged(context, files, wish);
  requireAgreed(planned, wish);
  let credentialsNow = files.credentials;
  const editCredentials = (text: string, path: string): string => {
    credentialsNow = { path, text };
    return planManaged(context, { ...files, credentials: credentialsNow }, wish).credentials;
  };
  const editConfig = (text: string, path: string): string => {
    planned = planManaged(context, { config: { path, text }, credentials: credentialsNow }, wish);
    requireAgreed(planned, wish);
    return planned.config;
  };
  const reason = `manage ${wish.profile}`;
  const changed =
    planned.credentials === files.credentials.text
      ? await changeFile(app, { file: 'config', reason, edit: editConfig })
      : await changeFiles(app, {
          reason,
          edits: [
            { file: 'credentials', edit: editCredentials },
            { file: 'config', edit: editConfig },
          ],
        });
  if (changed.paths.length > 0) app.logger.info('profile managed', { profile: wish.profile });
  const notices = changed.paths.length > 0 ? [...planned.notices, ...changed.notices] : [];
  return { profile: wish.profile, paths: changed.paths, entryId: changed.entryId, notices };
}

/** Shows what `unmanageRole` would do; changes nothing. Throws as that does. */
export async function planUnmanage(
  app: App,
  context: ChainContext,
  profile: string,
): Promise<ManagePlan> {
  const { config, credentials } = await readFiles(app);
  requireProfile(context, profile);
  const text = withoutManaged(config.text, { path: config.path, profile });
  const diff = unifiedDiff(config.text, text, config.path);
  const notices = diff === '' ? [] : unmanageNotices({ ...config, text }, credentials, profile);
  return { diff, notices, affected: [] };
}

/**
 * Takes `manageRole` back: byte for byte where nothing else changed, else what is still ours. Throws
 * MANAGE_REFUSED where a standard key stands beside its twin, ROLE_NOT_FOUND, and as `changeFile` does.
 */
export async function unmanageRole(
  app: App,
  context: ChainContext,
  profile: string,
): Promise<ManagedRole> {
  requireProfile(context, profile);
  const { credentials } = await readFiles(app);
  let notices: readonly string[] = [];
  const changed = await changeFile(app, {
    file: 'config',
    reason: `unmanage ${profile}`,
    edit: (text, path) => {
      const edited = withoutManaged(text, { path, profile });
      notices =
        edited === text ? [] : unmanageNotices({ path, text: edited }, credentials, profile);
      return edited;
    },
  });
  if (changed.paths.length > 0) app.logger.info('profile unmanaged', { profile });
  const { paths, entryId } = changed;
  return { profile, paths, entryId, notices: [...notices, ...changed.notices] };
}

function unmanageNotices(
  config: FileText,
  credentials: FileText,
  profile: string,
): readonly string[] {
  const found = readTexts(config, credentials).profiles.get(profile);
  if (found === undefined) return [];
  const process = found.properties.get('credential_process');
  if (process !== undefined && !isManaged(found)) {
    return [
      `the credential_process in ${process.at.path}, line ${process.at.line}, is not Role Valet's, so it was left`,
    ];
  }
  return [];
}

function requireProfile({ config, keychainProfiles }: ChainContext, profile: string): void {
  if (config.profiles.has(profile) || keychainProfiles.has(profile)) return;
  throw new RoleValetError(
    'ROLE_NOT_FOUND',
    `there is no profile ${JSON.stringify(profile)}`,
    'See the names with: role-valet roles',
  );
}

function requireAgreed({ affected }: ManagedTexts, wish: { readonly isAgreed: boolean }): void {
  if (affected.length === 0 || wish.isAgreed) return;
  throw new RoleValetError(
    'CONFIRMATION_REQUIRED',
    `managing default changes what these get: ${affected.join('; ')}`,
    'Add --yes if you mean it.',
  );
}

async function readFiles(app: Pick<App, 'files' | 'configPath' | 'credentialsPath'>) {
  const read = async (path: string): Promise<FileText> => {
    const state = await app.files.read(path);
    return { path: state.path, text: decodeText(state.bytes).text };
  };
  const [config, credentials] = await Promise.all([
    read(app.configPath),
    read(app.credentialsPath),
  ]);
  return { config, credentials };
}
