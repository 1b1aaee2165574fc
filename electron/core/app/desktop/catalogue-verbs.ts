import type { Done } from '../../../contract/results.ts';
import type { ImportPreview } from '../../../contract/surgery.ts';
import { exportCatalogue } from '../../move-in/export-catalogue.ts';
import type { MoveInReading } from '../../move-in/move-in-role.ts';
import type { ImportPlan } from '../../move-in/plan-import.ts';
import { readRoleFile } from '../../move-in/read-role-file.ts';
import { unifiedDiff } from '../../text-diff/unified-diff.ts';
import { importRoles, planRoleImport } from '../import-roles.ts';
import { answering } from './answering.ts';
import type { Desktop } from './desktop.ts';
import { windowHint } from './window-hint.ts';

/** Stands where a file's path would in messages. */
const PASTED = 'the text';

/** Passing the roles on, and taking over those of others. */
export function catalogueVerbs(desktop: Desktop) {
  const { clipboard } = desktop.ports;
  return answering(desktop, {
    copyCatalogue: async (withExternalIds: boolean): Promise<Done> => {
      const { config } = await desktop.context();
      const { roles: marks } = desktop.world.marks.current;
      const { catalogue, notes } = exportCatalogue(config, { withExternalIds, marks });
      const text = `${JSON.stringify(catalogue, null, 2)}\n`;
      // Many teams treat external ids as half a secret.
      const { clipboardClearSeconds } = desktop.settings.current.settings;
      await (withExternalIds
        ? clipboard.copySecret(text, clipboardClearSeconds)
        : clipboard.copyPlain(text));
      const lacking = catalogue.roles.filter(({ wantsExternalId }) => wantsExternalId === true);
      return {
        message: `Copied ${roleCount(catalogue.roles.length)} as JSON, without keys`,
        notices: [
          ...notes,
          ...(lacking.length === 0
            ? []
            : [`${roleCount(lacking.length)} want an external id, which was left out`]),
        ],
      };
    },
    previewImport: async (text: string, source: string): Promise<ImportPreview> => {
      const reading = await readRoleFile(text, 'auto', PASTED);
      const { app } = desktop.world;
      const { plan, before } = await planRoleImport(app, { reading, source: source || undefined });
      return {
        roles: plan.roles.map(({ form: { profile, roleArn } }) => ({ profile, roleArn })),
        skipped: plan.skipped,
        notes: notesOf(reading, plan),
        diff: unifiedDiff(before, plan.text, app.configPath),
        wantsSource: reading.roles.some(({ form }) => form.sourceProfile === ''),
      };
    },
    importRoles: async (text: string, source: string): Promise<Done> => {
      const reading = await readRoleFile(text, 'auto', PASTED);
      const { roles, changedPath, notices } = await importRoles(desktop.world.app, {
        reading,
        source: source || undefined,
        settings: desktop.world.marks,
        // The preview has shown what is added; sending it is the agreement.
        confirm: async () => undefined,
      });
      await desktop.refresh();
      return {
        message:
          roles.length === 0
            ? 'There was nothing to add'
            : `Added ${roleCount(roles.length)} to ${changedPath ?? 'the config file'}`,
        notices: notices.map(windowHint),
      };
    },
  });
}

/** What the user must know of an import beside the roles. */
function notesOf(reading: MoveInReading, { bases, roles }: ImportPlan): readonly string[] {
  const lacking = roles.filter(({ lacksExternalId }) => lacksExternalId === true);
  return [
    ...reading.notes.map(windowHint),
    ...bases.flatMap(({ profile, mfaSerial }) => [
      `Roles start from ${profile}, which comes without a key: add it under Keys.`,
      ...(mfaSerial === undefined
        ? []
        : [`${profile} has the MFA device ${mfaSerial}: write your own in its place.`]),
    ]),
    ...lacking.map(
      ({ form }) => `${form.profile} wants an external id: ask its owner, then edit the role.`,
    ),
  ];
}

function roleCount(count: number): string {
  return `${count} ${count === 1 ? 'role' : 'roles'}`;
}
