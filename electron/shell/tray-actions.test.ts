import { describe, expect, test } from 'vitest';
import type { Done, Result } from '../contract/results.ts';
import type { ShowRequest } from '../contract/show-request.ts';
import type { Verbs } from '../contract/verbs.ts';
import type { DesktopNotice } from '../core/app/desktop/ports.ts';
import { trayActions } from './tray-actions.ts';

const done: Result<Done> = { ok: true, value: { message: 'hub is live', notices: ['and well'] } };

function failure(code: string): Result<Done> {
  return { ok: false, error: { code, message: `it is ${code}`, hint: 'Do this.' } };
}

/** Runs one action with verbs that answer as told; gives what was asked for, told and shown. */
function setUp(answers: Partial<Record<keyof Verbs, Result<Done>[]>>, button = 0) {
  const asked: unknown[][] = [];
  const notices: DesktopNotice[] = [];
  const shown: (ShowRequest | undefined)[] = [];
  const questions: string[] = [];
  const verbs = new Proxy({} as Verbs, {
    get:
      (_, name: keyof Verbs) =>
      async (...parameters: unknown[]) => {
        asked.push([name, ...parameters]);
        return answers[name]?.shift() ?? done;
      },
  });
  const act = trayActions({
    verbs,
    notify: (notice) => notices.push(notice),
    showWindow: (request) => shown.push(request),
    exportFormat: () => 'fish',
    dialog: {
      showMessageBox: async (options: unknown) => {
        questions.push((options as Electron.MessageBoxOptions).message);
        return { response: button, checkboxChecked: false };
      },
    },
  });
  return { act, asked, notices, shown, questions };
}

describe('trayActions', () => {
  test('tells how a switch ended; a click shows the role', async () => {
    const { act, asked, notices } = setUp({});
    await act({ verb: 'switch', profile: 'hub' });
    expect(asked).toEqual([['switchRole', 'hub', false]]);
    expect(notices).toEqual([
      {
        id: 'tray:hub',
        title: 'hub is live',
        body: 'and well',
        show: { kind: 'role', profile: 'hub' },
      },
    ]);
  });

  test('tells a failure with its next step', async () => {
    const { act, notices } = setUp({ stopRole: [failure('FILE_UNWRITABLE')] });
    await act({ verb: 'stop', profile: 'hub' });
    expect(notices).toMatchObject([{ title: 'it is FILE_UNWRITABLE', body: 'Do this.' }]);
  });

  test('says nothing to a person who has just dismissed the question or the sign-in', async () => {
    const { act, notices } = setUp({
      switchRole: [failure('MFA_REQUIRED')],
      signIn: [failure('DECLINED')],
    });
    await act({ verb: 'switch', profile: 'hub' });
    await act({ verb: 'signIn', profile: 'hub' });
    expect(notices).toEqual([]);
  });

  test('signs in, opens the console at its home, and leads to the role', async () => {
    const { act, asked, notices } = setUp({});
    await act({ verb: 'signIn', profile: 'hub' });
    await act({ verb: 'openConsole', profile: 'hub' });
    expect(asked).toEqual([
      ['signIn', 'hub'],
      ['openConsole', 'hub', { service: '', isReadOnly: false }],
    ]);
    expect(notices.map(({ show }) => show)).toEqual([
      { kind: 'role', profile: 'hub' },
      { kind: 'role', profile: 'hub' },
    ]);
  });

  test('asks before default is written where roles start from it, and takes a no', async () => {
    const no = setUp({ writeRole: [failure('CONFIRMATION_REQUIRED')] }, 0);
    await no.act({ verb: 'setDefault', profile: 'hub' });
    expect(no.questions).toEqual(['it is CONFIRMATION_REQUIRED']);
    expect(no.asked).toEqual([['writeRole', 'hub', 'default', false]]);
    expect(no.notices).toEqual([]);

    const yes = setUp({ writeRole: [failure('CONFIRMATION_REQUIRED')] }, 1);
    await yes.act({ verb: 'setDefault', profile: 'hub' });
    expect(yes.asked.at(-1)).toEqual(['writeRole', 'hub', 'default', true]);
    expect(yes.notices).toHaveLength(1);
  });

  test('copies in the format of the menu, a command in that of the settings', async () => {
    const { act, asked } = setUp({});
    await act({ verb: 'copyExports', profile: 'hub', format: 'cmd' });
    await act({ verb: 'copyCommand', profile: 'hub' });
    await act({ verb: 'stopAll' });
    expect(asked).toEqual([
      ['copyExports', 'hub', 'cmd'],
      ['copyCommand', 'hub', 'fish'],
      ['stopAll'],
    ]);
  });

  test('renews a role and unlocks a base, and leads to what each is about', async () => {
    const { act, asked, notices } = setUp({});
    await act({ verb: 'renewRole', profile: 'hub' });
    await act({ verb: 'unlockBase', profile: 'security' });
    expect(asked).toEqual([
      ['renewRole', 'hub'],
      ['unlockBase', 'security'],
    ]);
    expect(notices.map(({ show }) => show)).toEqual([
      { kind: 'role', profile: 'hub' },
      { kind: 'screen', screen: 'keys' },
    ]);
  });

  test('opens the window where it is asked to, and quits', async () => {
    const { act, asked, shown } = setUp({});
    await act({ verb: 'showRole', profile: 'hub' });
    await act({ verb: 'showWindow' });
    await act({ verb: 'showWindow', screen: 'keys' });
    await act({ verb: 'answerMfa' });
    await act({ verb: 'quit' });
    expect(shown).toEqual([
      { kind: 'role', profile: 'hub' },
      undefined,
      { kind: 'screen', screen: 'keys' },
      { kind: 'question' },
    ]);
    expect(asked).toEqual([['quit']]);
  });
});
