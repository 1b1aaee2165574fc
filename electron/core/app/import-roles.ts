import { readSharedConfig } from '../aws-config/shared-config.ts';
import { decodeText } from '../aws-config/text-codec.ts';
import { changeFile } from '../journal/change-file.ts';
import type { MoveInReading } from '../move-in/move-in-role.ts';
import { type ImportPlan, planImport } from '../move-in/plan-import.ts';
import type { FileState } from '../ports.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { RoleMarks } from '../settings/stored-settings.ts';
import type { App } from './app.ts';
import { loadContext } from './load-context.ts';

export interface ImportRequest {
  readonly reading: MoveInReading;
  /** Where roles start from that name no source. */
  readonly source?: string | undefined;
  /** Told what would be added before anything is changed; throws to stop. */
  readonly confirm: (plan: ImportPlan) => Promise<void>;
  /** Takes colours and groups. */
  readonly settings: Pick<SettingsStore, 'change'>;
}

/** What an import did. */
export interface Import extends Omit<ImportPlan, 'text'> {
  /** Real path of the config file, where it was changed. */
  readonly changedPath?: string;
  readonly entryId?: string;
  readonly notices: readonly string[];
}

/** What would be added, and the text before. Changes nothing. Throws FILE_UNREADABLE. */
export async function planRoleImport(
  app: App,
  { reading, source }: Pick<ImportRequest, 'reading' | 'source'>,
): Promise<{ readonly plan: ImportPlan; readonly before: string }> {
  const planner = await importPlanner(app, reading, source);
  const { bytes } = await app.files.read(app.configPath);
  const before = decodeText(bytes).text;
  return { plan: planner(before, app.configPath), before };
}

/**
 * Adds roles to the config file as new sections at its end, in one entry of the journal, and their
 * colours and groups to the settings. A profile that is there is never changed: `skipped` says why.
 * Throws as `changeFile` and `SettingsStore.change` do.
 */
export async function importRoles(app: App, request: ImportRequest): Promise<Import> {
  const { plan: shown } = await planRoleImport(app, request);
  await request.confirm(shown);
  if (shown.roles.length === 0) {
    return { roles: [], bases: [], skipped: shown.skipped, notices: [] };
  }
  const planner = await importPlanner(app, request.reading, request.source);
  let plan = shown;
  const { paths, entryId, notices } = await changeFile(app, {
    file: 'config',
    reason: `Imported ${shown.roles.length} roles`,
    edit: (text, path) => {
      plan = planner(text, path);
      return plan.text;
    },
  });
  await saveMarks(request.settings, plan);
  app.logger.info('roles imported', { count: plan.roles.length });
  const [changedPath] = paths;
  return {
    roles: plan.roles,
    bases: plan.bases,
    skipped: plan.skipped,
    notices,
    ...(changedPath === undefined ? {} : { changedPath }),
    ...(entryId === undefined ? {} : { entryId }),
  };
}

async function importPlanner(app: App, reading: MoveInReading, source: string | undefined) {
  const [context, credentials] = await Promise.all([
    loadContext(app),
    app.files.read(app.credentialsPath),
  ]);
  return (text: string, path: string): ImportPlan =>
    planImport(
      {
        context,
        reading,
        source,
        configOf: (content) => readSharedConfig(stateOf(path, content), credentials),
      },
      text,
    );
}

async function saveMarks(settings: ImportRequest['settings'], { roles }: ImportPlan) {
  const marks = new Map<string, RoleMarks>();
  for (const { form, colour, group } of roles) {
    if (colour === undefined && group === undefined) continue;
    marks.set(form.profile, {
      ...(colour === undefined ? {} : { colour }),
      ...(group === undefined ? {} : { group }),
    });
  }
  if (marks.size === 0) return;
  await settings.change((before) => ({
    ...before,
    roles: { ...before.roles, ...Object.fromEntries(marks) },
  }));
}

function stateOf(path: string, text: string): FileState {
  return { path, realPath: path, exists: true, bytes: Buffer.from(text, 'utf8') };
}
