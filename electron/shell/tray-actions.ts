import type Electron from 'electron';
import type { Done, Result } from '../contract/results.ts';
import type { ShowRequest } from '../contract/show-request.ts';
import type { Verbs } from '../contract/verbs.ts';
import type { DesktopNotice } from '../core/app/desktop/ports.ts';
import type { TrayAction } from '../core/tray/types.ts';

export interface TrayActionParts {
  readonly verbs: Verbs;
  readonly showWindow: (request?: ShowRequest) => void;
  readonly notify: (notice: DesktopNotice) => void;
  /** Asks a yes or no question in a dialog of the system's. */
  readonly dialog: Pick<Electron.Dialog, 'showMessageBox'>;
  readonly exportFormat: () => Parameters<Verbs['copyExports']>[1];
}

/** What a click in the tray's menu does, and how its outcome is told where no window is looked at. */
export function trayActions(parts: TrayActionParts): (action: TrayAction) => Promise<void> {
  const { verbs, showWindow } = parts;
  return async (action) => {
    switch (action.verb) {
      case 'switch':
        return await told(parts, action.profile, (confirmed) =>
          verbs.switchRole(action.profile, confirmed),
        );
      case 'renewRole':
        return await told(parts, action.profile, () => verbs.renewRole(action.profile));
      case 'unlockBase':
        return await told(parts, undefined, () => verbs.unlockBase(action.profile), {
          kind: 'screen',
          screen: 'keys',
        });
      case 'setDefault':
        return await told(parts, action.profile, (confirmed) =>
          verbs.writeRole(action.profile, 'default', confirmed),
        );
      case 'signIn':
        return await told(parts, action.profile, () => verbs.signIn(action.profile));
      case 'openConsole':
        return await told(parts, action.profile, () =>
          verbs.openConsole(action.profile, { service: '', isReadOnly: false }),
        );
      case 'stop':
        return await told(parts, action.profile, () => verbs.stopRole(action.profile));
      case 'stopAll':
        return await told(parts, undefined, () => verbs.stopAll());
      case 'copyExports':
        return await told(parts, action.profile, () =>
          verbs.copyExports(action.profile, action.format),
        );
      case 'copyCommand':
        return await told(parts, action.profile, () =>
          verbs.copyCommand(action.profile, parts.exportFormat()),
        );
      case 'showRole':
        return showWindow({ kind: 'role', profile: action.profile });
      case 'showWindow':
        return showWindow(
          action.screen === undefined ? undefined : { kind: 'screen', screen: action.screen },
        );
      case 'answerMfa':
        return showWindow({ kind: 'question' });
      case 'quit':
        await verbs.quit();
    }
  };
}

/** Runs a verb, asks where it wants a confirmation, and tells how it ended; a click leads to `show`. */
async function told(
  parts: TrayActionParts,
  profile: string | undefined,
  run: (confirmed: boolean) => Promise<Result<Done>>,
  show: ShowRequest = profile === undefined
    ? { kind: 'screen', screen: 'roles' }
    : { kind: 'role', profile },
): Promise<void> {
  let result = await run(false);
  if (!result.ok && result.error.code === 'CONFIRMATION_REQUIRED') {
    if (!(await isConfirmed(parts, result.error.message))) {
      return;
    }
    result = await run(true);
  }
  if (!result.ok && (result.error.code === 'MFA_REQUIRED' || result.error.code === 'DECLINED')) {
    // The person has just dismissed the question, or the sign-in: they know.
    return;
  }
  parts.notify({ id: `tray:${profile ?? 'all'}`, ...words(result), show });
}

function words(result: Result<Done>): { title: string; body: string } {
  return result.ok
    ? { title: result.value.message, body: result.value.notices.join('\n') }
    : { title: result.error.message, body: result.error.hint };
}

async function isConfirmed({ dialog }: TrayActionParts, question: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: question,
    buttons: ['Cancel', 'Write'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
