import { SAMPLE_SETTINGS } from '../../electron/contract/testing/sample-snapshot.ts';
import { done, failed, testScenes } from './scenes.ts';
import { expect, test, type WindowPage } from './window-page.ts';

async function openSettings(window: WindowPage): Promise<void> {
  await window.show({ kind: 'screen', screen: 'settings' });
  await window.page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
}

function openAt(heading: string): (window: WindowPage) => Promise<void> {
  return async (window) => {
    await openSettings(window);
    const found = window.page.getByRole('region', { name: heading });
    await found.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  };
}

const SYSTEM = {
  shortcut: 'unconfirmed',
  lockEvents: false,
  screenCaptureProtection: false,
  loginItem: false,
} as const;

testScenes([
  { name: 'settings-top', arrange: openSettings },
  {
    name: 'settings-shared',
    snapshot: { settings: { ...SAMPLE_SETTINGS, switchTarget: 'shared' } },
    arrange: openSettings,
  },
  {
    name: 'settings-window',
    snapshot: { system: SYSTEM, settings: { ...SAMPLE_SETTINGS, shortcut: 'Control+Shift+R' } },
    arrange: openAt('Window and tray'),
  },
  {
    name: 'settings-mac',
    snapshot: {
      platform: 'darwin',
      system: { ...SYSTEM, shortcut: 'works', loginItem: true, screenCaptureProtection: true },
      settings: { ...SAMPLE_SETTINGS, shortcut: 'Command+Shift+R', hideFromScreenCapture: true },
    },
    arrange: openAt('Window and tray'),
  },
  {
    name: 'settings-network',
    snapshot: {
      network: {
        proxy: 'http://proxy.example.com:8080',
        caBundle: '',
        caBundleVariable: 'AWS_CA_BUNDLE',
      },
    },
    answers: {
      saveNetwork: failed(
        'USAGE',
        'the proxy must be the address of a proxy, such as http://proxy:8080',
        'Correct it, or leave it empty; nothing was changed.',
      ),
    },
    arrange: async (window) => {
      await openAt('Network')(window);
      await window.page.getByLabel('Proxy').fill('proxy');
      await window.page.keyboard.press('Enter');
      await window.page.getByText('Not saved').waitFor();
    },
  },
  { name: 'settings-sessions', arrange: openAt('Sessions') },
  { name: 'settings-end', snapshot: { isPractice: true }, arrange: openAt('About') },
  {
    name: 'settings-not-saved',
    answers: {
      saveSettings: failed('FILE_UNWRITABLE', 'settings.json can’t be written', 'Mend its rights.'),
    },
    arrange: async (window) => {
      await openSettings(window);
      await window.page.getByLabel('Clear copied credentials').selectOption('0');
      await window.page.getByText('Not saved').waitFor();
    },
  },
  { name: 'settings-large', size: { width: 1000, height: 1000 }, arrange: openSettings },
]);

test('each change is sent at once, alone', async ({ window }) => {
  await window.open({ answers: { saveSettings: done('Saved') } });
  await openSettings(window);
  const { page } = window;
  await page.getByLabel('A switch writes to').selectOption('shared');
  await page.getByLabel('Copied credentials are for').selectOption('fish');
  await page.getByLabel('Clear copied credentials').selectOption('120');
  await page.getByLabel('Keep sessions over a restart').click();
  await page.getByLabel('Tell before a session ends').selectOption('10');
  await page.getByLabel('Remind me to change a key').selectOption('0');
  await page.getByText('Stop all roles on quit').click();
  await page.getByText('Start hidden').click();
  await page.getByLabel('Theme').selectOption('dark');
  expect((await window.sent()).map(({ parameters }) => parameters[0])).toEqual([
    { switchTarget: 'shared' },
    { exportFormat: 'fish' },
    { clipboardClearSeconds: 120 },
    { keepSessions: false },
    { notifyBeforeMinutes: 10 },
    { keyAgeReminderDays: 0 },
    { stopOnQuit: true },
    { startHidden: true },
    { theme: 'dark' },
  ]);
  // A control that changed says enough.
  await expect(page.getByText('Saved', { exact: true })).toBeHidden();
});

test('a shared profile is checked before it is sent', async ({ window }) => {
  await window.open({ snapshot: { settings: { ...SAMPLE_SETTINGS, switchTarget: 'shared' } } });
  await openSettings(window);
  const name = window.page.getByLabel('Name of the shared profile');
  await name.fill('default');
  await name.press('Enter');
  await expect(name).toHaveAccessibleDescription(/every tool without a profile reads default/);
  await name.fill('now');
  await name.press('Enter');
  expect(await window.sent()).toEqual([
    { name: 'saveSettings', parameters: [{ sharedTarget: 'now' }] },
  ]);
});

test('the shortcut is taken by its keys, and nobody is caught in its field', async ({ window }) => {
  await window.open();
  await openSettings(window);
  const { page } = window;
  const field = page.getByLabel('Shortcut that opens the window');
  await field.focus();
  await page.keyboard.press('r');
  await expect(field).toHaveAccessibleDescription(/Add Ctrl, Alt or Super/);
  await page.keyboard.press('Control+Shift+R');
  expect(await window.sent()).toEqual([
    { name: 'saveSettings', parameters: [{ shortcut: 'Control+Shift+R' }] },
  ]);
  await window.push({ settings: { ...SAMPLE_SETTINGS, shortcut: 'Control+Shift+R' } });
  await expect(field).toHaveValue('Ctrl + Shift + R');
  await page.keyboard.press('Backspace');
  expect(await window.sent()).toEqual([{ name: 'saveSettings', parameters: [{ shortcut: '' }] }]);
  await page.keyboard.press('Tab');
  await expect(field).not.toBeFocused();
});

test.describe('the shortcut’s state is said plainly', () => {
  for (const [shortcut, said] of [
    ['works', 'It works.'],
    ['unconfirmed', 'Not confirmed yet: on Wayland'],
    ['unavailable', 'It does not work here'],
  ] as const) {
    test(shortcut, async ({ window }) => {
      const settings = { ...SAMPLE_SETTINGS, shortcut: 'Control+Shift+R' };
      await window.open({ snapshot: { system: { ...SYSTEM, shortcut }, settings } });
      await openSettings(window);
      await expect(
        window.page.getByLabel('Shortcut that opens the window'),
      ).toHaveAccessibleDescription(new RegExp(said));
    });
  }
});

test('what the machine can’t do is disabled, with the reason', async ({ window }) => {
  await window.open({
    snapshot: { system: SYSTEM, keychain: { state: 'memory-only' } },
  });
  await openSettings(window);
  const { page } = window;
  for (const [label, reason] of [
    ['Start at login', /gives programs no way/],
    ['Hide the window from screen capture', /no effect on Linux/],
    ['Keep sessions over a restart', /Needs a keychain/],
  ] as const) {
    const control = page.getByRole('switch', { name: label });
    await expect(control).toBeDisabled();
    await expect(control).toHaveAccessibleDescription(reason);
  }
  await expect(page.getByText('a lock clears nothing')).toBeVisible();
  await expect(page.getByText('Menu bar only')).toBeHidden();
});

test('a failure stands beside its setting and goes with the next try', async ({ window }) => {
  await window.open({
    answers: { saveSettings: [failed('FILE_UNWRITABLE', 'no room', 'Make some.'), done('Saved')] },
  });
  await openSettings(window);
  const theme = window.page.getByLabel('Theme');
  await theme.selectOption('dark');
  await expect(theme).toHaveAccessibleDescription(/Not saved: no room\. Make some\./);
  await theme.selectOption('light');
  await expect(window.page.getByText('Not saved')).toBeHidden();
});

test('the way to AWS is saved field by field, and says what counts instead', async ({ window }) => {
  const network = { proxy: 'http://proxy.example.com:8080', caBundle: '' };
  await window.open({
    snapshot: { network: { ...network, proxyVariable: 'https_proxy' } },
    answers: { saveNetwork: done('Saved') },
  });
  await openSettings(window);
  const { page } = window;
  const proxy = page.getByLabel('Proxy');
  await expect(proxy).toHaveAccessibleDescription(/^https_proxy is set .* counts instead/);
  await proxy.fill('  ');
  await proxy.press('Enter');
  await page.getByLabel('Root certificates').fill('~/company.pem');
  await page.getByLabel('Root certificates').blur();
  expect(await window.sent()).toEqual([
    { name: 'saveNetwork', parameters: [{ proxy: '' }] },
    { name: 'saveNetwork', parameters: [{ caBundle: '~/company.pem' }] },
  ]);
  await window.push({ isPractice: true });
  await expect(page.getByRole('region', { name: 'Network' })).toBeHidden();
});

test('the practice organisation is opened and left', async ({ window }) => {
  await window.open();
  await openSettings(window);
  const practice = window.page.getByRole('region', { name: 'Practice organisation' });
  await practice.getByRole('button', { name: 'Open it' }).click();
  await window.push({ isPractice: true });
  await practice.getByRole('button', { name: 'Copy set-up for a terminal' }).click();
  await practice.getByRole('button', { name: 'Leave it' }).click();
  expect((await window.sent()).map(({ name }) => name)).toEqual([
    'openPractice',
    'copyPracticeSetUp',
    'leavePractice',
  ]);
});

test('a time before the end that another program stored is kept and shown', async ({ window }) => {
  await window.open({ snapshot: { settings: { ...SAMPLE_SETTINGS, notifyBeforeMinutes: 7 } } });
  await openSettings(window);
  const choice = window.page.getByLabel('Tell before a session ends');
  await expect(choice).toHaveValue('7');
  await expect(choice.getByRole('option', { selected: true })).toHaveText('7 minutes before');
  await choice.selectOption('0');
  expect(await window.sent()).toEqual([
    { name: 'saveSettings', parameters: [{ notifyBeforeMinutes: 0 }] },
  ]);
});
