/** What the page of the window can reach of main: this list and nothing else. */
import type { Page } from '@playwright/test';
import { EXIT_CODE_BY_ERROR } from '../../electron/contract/errors.ts';
import { VERB_NAMES, type VerbName } from '../../electron/contract/names.ts';
import { expect, test } from './fixture/test.ts';

/** Reviewed: a name is added here by hand, by somebody who has thought about what a page could do with it. */
const REVIEWED_NAMES = [
  'snapshot',
  'switchRole',
  'renewRole',
  'stopRole',
  'stopAll',
  'copyExports',
  'copyCommand',
  'copyRenewingExports',
  'copyUnset',
  'copyDetail',
  'writeRole',
  'previewPlan',
  'readRoleForm',
  'saveRole',
  'addKey',
  'verifyKey',
  'removeKey',
  'rotateKey',
  'finishRotation',
  'openConsole',
  'signIn',
  'cancelSignIn',
  'copyReadyText',
  'previewManage',
  'manageRole',
  'previewUnmanage',
  'unmanageRole',
  'findPlainKeys',
  'adoptKeys',
  'examine',
  'previewFix',
  'applyFix',
  'previewAllFixes',
  'applyAllFixes',
  'walkChain',
  'listChanges',
  'previewUndo',
  'undoChange',
  'copyCatalogue',
  'previewImport',
  'importRoles',
  'unlockBase',
  'forgetMfaSession',
  'answerMfa',
  'dismissMfa',
  'saveSettings',
  'saveNetwork',
  'markRole',
  'markAccount',
  'openPractice',
  'leavePractice',
  'practiceCode',
  'copyPracticeSetUp',
  'useMemoryOnly',
  'retryKeychain',
  'hideWindow',
  'quit',
  'onSnapshot',
  'onShow',
];

/** Verbs that an empty list of arguments fits: they are tried with one too many. */
const WITHOUT_ARGUMENTS: readonly VerbName[] = [
  'snapshot',
  'stopAll',
  'findPlainKeys',
  'examine',
  'previewAllFixes',
  'applyAllFixes',
  'listChanges',
  'openPractice',
  'leavePractice',
  'practiceCode',
  'copyPracticeSetUp',
  'useMemoryOnly',
  'retryKeychain',
  'cancelSignIn',
  'hideWindow',
  'quit',
];

/** Found again where an answer or the log repeats what was sent. */
const PLANTED = 'planted-7f3a';

const NESTED = JSON.parse(`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`) as object;

/** Arguments that fit no verb. */
const UNFITTING: readonly (readonly unknown[])[] = [
  [null],
  [Number.NaN, PLANTED],
  [[PLANTED], [PLANTED]],
  [PLANTED.repeat(10_000)],
  [PLANTED, PLANTED, PLANTED, PLANTED, PLANTED],
  [{ profile: PLANTED, constructor: PLANTED }],
  [NESTED],
];

/** What a verb answers, or what it threw. */
function call(page: Page, name: string, values: readonly unknown[]): Promise<unknown> {
  return page.evaluate(
    async (what) => {
      const bridge: Record<string, (...values: unknown[]) => Promise<unknown>> = Reflect.get(
        window,
        'roleValet',
      );
      try {
        return await bridge[what.name]?.(...what.values);
      } catch (error) {
        return `thrown: ${error}`;
      }
    },
    { name, values: [...values] },
  );
}

function expectFailure(answer: unknown, what: string): void {
  expect(answer, what).toEqual({
    ok: false,
    error: {
      code: expect.any(String),
      message: expect.any(String),
      hint: expect.any(String),
    },
  });
  const { code, message, hint } = (answer as { error: Record<string, string> }).error;
  expect(Object.keys(EXIT_CODE_BY_ERROR), what).toContain(code);
  expect(`${message}${hint}`, what).not.toMatch(/ZodError|\bat .*:\d+:\d+|Error:/);
}

test('the bridge has the reviewed names, and can’t be changed', async ({ desktop }) => {
  const seen = await desktop.page.evaluate(() => {
    const bridge: Record<string, unknown> = Reflect.get(window, 'roleValet');
    const descriptor = Object.getOwnPropertyDescriptor(window, 'roleValet');
    return {
      names: Object.keys(bridge),
      hidden: Object.getOwnPropertyNames(bridge).filter((name) => !Object.hasOwn(bridge, name)),
      kinds: [...new Set(Object.values(bridge).map((value) => typeof value))],
      descriptor: [descriptor?.writable, descriptor?.configurable],
      isFrozen: Object.isFrozen(bridge),
      isReplaced: Reflect.set(window, 'roleValet', {}),
      isDeleted: Reflect.deleteProperty(window, 'roleValet'),
      isVerbReplaced: Reflect.set(bridge, 'quit', () => undefined),
    };
  });
  expect(seen).toEqual({
    names: REVIEWED_NAMES,
    hidden: [],
    kinds: ['function'],
    descriptor: [false, false],
    isFrozen: true,
    isReplaced: false,
    isDeleted: false,
    isVerbReplaced: false,
  });
});

test('nothing of Node or of Electron is in the page, nor in a frame of it', async ({ desktop }) => {
  const seen = await desktop.page.evaluate(() => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const names = [
      'require',
      'process',
      'module',
      'exports',
      'Buffer',
      'global',
      'electron',
      'ipcRenderer',
      'contextBridge',
      '__dirname',
    ];
    const foundIn = (place: object): string[] => names.filter((name) => name in place);
    const inFrame = frame.contentWindow ?? window;
    const found = [...foundIn(window), ...foundIn(inFrame)];
    const hasBridge = 'roleValet' in inFrame;
    frame.remove();
    return { found, hasBridge };
  });
  expect(seen).toEqual({ found: [], hasBridge: false });
});

test('every verb refuses what does not fit it, by a value, and does nothing', async ({
  desktop,
}) => {
  const { page } = desktop;
  for (const name of VERB_NAMES) {
    const isWithout = WITHOUT_ARGUMENTS.includes(name);
    for (const values of isWithout ? UNFITTING : [[], ...UNFITTING]) {
      const what = `${name} with ${JSON.stringify(values)?.slice(0, 60)}`;
      const answer = await call(page, name, values);
      expectFailure(answer, what);
      expect(JSON.stringify(answer), what).not.toContain(PLANTED);
    }
  }
  expect(desktop.output()).not.toContain(PLANTED);
  expect(await desktop.window.isVisible()).toBe(true);
  await expect(page.getByRole('heading', { name: 'Welcome to Role Valet' })).toBeVisible();
});

test('a function does not cross the bridge, and the page goes on', async ({ desktop }) => {
  const answer = await desktop.page.evaluate(async () => {
    const bridge: { stopRole(value: unknown): Promise<unknown> } = Reflect.get(window, 'roleValet');
    return bridge.stopRole(() => 'run me').catch((error: Error) => error.message);
  });
  expect(answer).toMatch(/could not be cloned/);
  expect(await call(desktop.page, 'snapshot', [])).toMatchObject({ ok: true });
});

test('a failure of a verb is a code of the list with a message and a hint', async ({ desktop }) => {
  const { page } = desktop;
  const form = {
    profile: 'x',
    roleArn: 'no arn',
    sourceProfile: 'nobody',
    region: '',
    mfaSerial: '',
    externalId: '',
    sessionName: '',
    durationSeconds: '',
  };
  const failing: readonly (readonly [VerbName, ...unknown[]])[] = [
    ['switchRole', 'nobody', false],
    ['renewRole', 'nobody'],
    ['copyExports', 'nobody', 'sh'],
    ['copyRenewingExports', 'nobody', 'sh'],
    ['unlockBase', 'nobody'],
    ['copyDetail', 'nobody', 'roleArn'],
    ['writeRole', 'shop-dev-readonly', '../outside\n[x]', false],
    ['previewPlan', 'nobody'],
    ['readRoleForm', 'nobody'],
    ['saveRole', form, ''],
    ['verifyKey', 'nobody'],
    ['removeKey', 'nobody'],
    ['practiceCode'],
    ['copyPracticeSetUp'],
    ['saveSettings', { shortcut: 'Q' }],
  ];
  for (const [name, ...values] of failing) {
    expectFailure(await call(page, name, values), name);
  }
});
