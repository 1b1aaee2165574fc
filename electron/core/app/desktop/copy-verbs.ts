import { RoleValetError } from '../../../contract/errors.ts';
import type { Done } from '../../../contract/results.ts';
import type { ExportFormat } from '../../../contract/settings.ts';
import { evalCommand } from '../../outputs/env/command-line.ts';
import { containerBlock } from '../../outputs/env/container-block.ts';
import { requireNoDefaultCredentials } from '../../outputs/env/default-credentials.ts';
import { exportBlock, unsetBlock } from '../../outputs/env/export-block.ts';
import { answering } from './answering.ts';
import type { Desktop } from './desktop.ts';
import { endText, noteUse } from './session-verbs.ts';
import { obtainShown } from './shown-work.ts';

const NAMES: Readonly<Record<ExportFormat, string>> = {
  sh: 'sh',
  fish: 'fish',
  powershell: 'PowerShell',
  cmd: 'cmd',
  nushell: 'nushell',
  dotenv: 'a .env file',
  json: 'JSON',
  process: 'credential_process JSON',
  ini: 'a credentials file',
};

/** What goes to the clipboard. Copying happens here in main: the window never sees a secret. */
export function copyVerbs(desktop: Desktop) {
  const { clipboard } = desktop.ports;
  return answering(desktop, {
    copyExports: async (profile: string, format: ExportFormat): Promise<Done> => {
      const obtained = await obtainShown(desktop, await desktop.context(), profile, {
        askedBy: 'person',
      });
      const { chain, session, warnings } = obtained;
      const { clipboardClearSeconds } = desktop.settings.current.settings;
      await clipboard.copySecret(
        exportBlock({
          format,
          credentials: session.credentials,
          profileName: chain.defaultTarget,
          ...(chain.outputRegion === undefined ? {} : { region: chain.outputRegion }),
        }),
        clipboardClearSeconds,
      );
      await noteUse(desktop, profile);
      await desktop.refreshLive();
      const clearing =
        clipboardClearSeconds === 0 ? '' : `, on the clipboard for ${clipboardClearSeconds} s`;
      return {
        message: `Copied ${profile} for ${NAMES[format]}: valid until ${endText(obtained)}${clearing}`,
        notices: warnings,
      };
    },
    copyRenewingExports: async (profile: string, format: ExportFormat): Promise<Done> => {
      const { app } = desktop.world;
      await requireNoDefaultCredentials(app);
      const context = await desktop.context();
      const { chain, warnings } = await obtainShown(desktop, context, profile, {
        askedBy: 'person',
      });
      const address = await desktop.endpoints.open(profile);
      const { clipboardClearSeconds } = desktop.settings.current.settings;
      await clipboard.copySecret(
        containerBlock({
          format,
          ...address,
          ...(chain.outputRegion === undefined ? {} : { region: chain.outputRegion }),
        }),
        clipboardClearSeconds,
      );
      await noteUse(desktop, profile);
      await desktop.refreshLive();
      return {
        message: `Copied ${profile} for ${NAMES[format]}: programs that read it are renewed until ${profile} is stopped or the app is quit`,
        notices: warnings,
      };
    },
    copyCommand: async (profile: string, format: ExportFormat): Promise<Done> => {
      await clipboard.copyPlain(evalCommand(format, profile));
      return {
        message: `Copied the command for ${NAMES[format]}; it holds no secret`,
        notices: [],
      };
    },
    copyUnset: async (format: ExportFormat): Promise<Done> => {
      await clipboard.copyPlain(unsetBlock(format));
      return { message: `Copied the lines that take the variables away again`, notices: [] };
    },
    copyDetail: async (
      profile: string,
      detail: 'accountId' | 'roleArn' | 'target',
    ): Promise<Done> => {
      const text = detailOf(desktop, profile, detail);
      await clipboard.copyPlain(text);
      return { message: `Copied ${text}`, notices: [] };
    },
    copyPracticeSetUp: async (): Promise<Done> => {
      const { practice } = desktop.world;
      if (practice === undefined) {
        throw noPractice();
      }
      const { exportFormat } = desktop.settings.current.settings;
      await clipboard.copyPlain(practice.terminalSetUp(exportFormat));
      return {
        message: 'Copied: paste it into a terminal to work in the practice organisation there',
        notices: [],
      };
    },
  });
}

/** The failure of verbs that mean the practice organisation, while it is not open. */
export function noPractice(): RoleValetError {
  return new RoleValetError(
    'USAGE',
    'the practice organisation is not open',
    'Open it first: Settings, Practice organisation.',
  );
}

function detailOf(
  desktop: Desktop,
  profile: string,
  detail: 'accountId' | 'roleArn' | 'target',
): string {
  const role = desktop.snapshot.roles.find((candidate) => candidate.profile === profile);
  const text =
    detail === 'target' ? (role?.targets[0]?.name ?? role?.switchTarget) : role?.[detail];
  if (text === undefined) {
    throw new RoleValetError(
      'ROLE_NOT_FOUND',
      `${profile} has no such detail to copy`,
      'It may have been taken out of the files meanwhile.',
    );
  }
  return text;
}
