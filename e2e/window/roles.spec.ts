import type { RoleView } from '../../electron/contract/roles.ts';
import { SAMPLE_NOW, sampleSnapshot } from '../../electron/contract/testing/sample-snapshot.ts';
import { LONG_REFUSAL } from './sample-answers.ts';
import { expect, test } from './window-page.ts';

function changed(profile: string, changes: Partial<RoleView>): readonly RoleView[] {
  return sampleSnapshot().roles.map((role) =>
    role.profile === profile ? { ...role, ...changes } : role,
  );
}

test('a confirmation is asked for, and only a yes is sent on', async ({ window }) => {
  await window.open({
    answers: {
      switchRole: [
        { ok: false, error: { code: 'CONFIRMATION_REQUIRED', message: 'Really?', hint: '' } },
        { ok: false, error: { code: 'CONFIRMATION_REQUIRED', message: 'Really?', hint: '' } },
        { ok: true, value: { message: 'Switched', notices: [] } },
      ],
    },
  });
  await window.page.keyboard.press('Enter');
  const dialog = window.page.getByRole('alertdialog');
  await expect(dialog).toContainText('Really?');
  await window.page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  expect(await window.sent()).toHaveLength(1);
  await window.page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Switch' }).click();
  await expect(window.page.getByRole('status')).toContainText('Switched');
  expect((await window.sent()).map(({ parameters }) => parameters[1])).toEqual([false, true]);
});

test('a session that starts, renews or ends moves nothing', async ({ window }) => {
  await window.open();
  const row = window.page.locator('[data-profile="staging-admin"]');
  const places = (): Promise<readonly string[]> =>
    window.page.locator('[data-profile]').evaluateAll((rows) =>
      rows.map((each) => {
        const { x, y, width, height } = each.getBoundingClientRect();
        return [each.getAttribute('data-profile'), x, y, width, height].join(' ');
      }),
    );
  await row.scrollIntoViewIfNeeded();
  const before = await places();
  const states = ['assuming', 'needs-mfa', 'active', 'renewing', 'failed', 'expired'] as const;
  for (const state of [...states, 'idle'] as const) {
    await window.push({
      roles: changed('staging-admin', {
        state,
        expiresAt: SAMPLE_NOW + 3_600_000,
        lifeSeconds: 3600,
      }),
    });
    await expect(row).toHaveAttribute('data-state', state);
    expect(await places()).toEqual(before);
  }
});

test('a click that was meant for Renew does not stop the role that renewed itself first', async ({
  window,
}) => {
  await window.open();
  const row = window.page.locator('[data-profile="staging-admin"]');
  await row.scrollIntoViewIfNeeded();
  const live = { expiresAt: SAMPLE_NOW + 600_000, lifeSeconds: 3600 };
  const failure = { code: 'NETWORK_TIMEOUT', message: 'no answer', hint: 'Try again.' };
  await window.push({ roles: changed('staging-admin', { state: 'failed', failure, ...live }) });
  await row.hover();
  const button = row.getByRole('button', { name: /^(Renew|Stop) staging-admin/ });
  await expect(button).toHaveText(/^Renew/);
  const { x, y, width, height } = (await button.boundingBox()) ?? {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
  };
  // The very click of a person: nothing waits for the button to be ready.
  const click = () => window.page.mouse.click(x + width / 2, y + height / 2);
  await window.push({ roles: changed('staging-admin', { state: 'active', ...live }) });
  await click();
  expect(await window.sent()).toEqual([]);
  await expect(button).not.toHaveAttribute('aria-disabled');
  await click();
  await expect
    .poll(() => window.sent())
    .toEqual([{ name: 'stopRole', parameters: ['staging-admin'] }]);
});

test('the list is settled anew when the user turns away', async ({ window }) => {
  await window.open();
  await window.push({ roles: changed('hub', { state: 'active' }) });
  const first = window.page.locator('[data-profile]').first();
  await expect(first).toHaveAttribute('data-profile', 'staging-deployer');
  await window.page.evaluate(() => globalThis.dispatchEvent(new Event('blur')));
  const live = window.page.locator('[data-profile="hub"]');
  expect((await live.boundingBox())?.y).toBeLessThan(
    (await window.page.locator('[data-profile="prod-deployer"]').boundingBox())?.y ?? 0,
  );
});

test('the countdown follows AWS’s clock', async ({ window }) => {
  await window.open({ snapshot: { clockOffsetMs: 120_000 } });
  const row = window.page.locator('[data-profile="staging-deployer"]');
  await expect(row).toContainText('40m');
  await window.page.clock.setFixedTime(SAMPLE_NOW + 30 * 60_000);
  await expect(row).toContainText('10m');
  await expect(row).toContainText('10 min left');
});

test('findings are put away one by one, and a new one comes through', async ({ window }) => {
  const finding = { severity: 'error' as const, hint: 'Mend it.', path: '/home/ana/.aws/config' };
  const first = { ...finding, message: 'first problem', line: 7 };
  const second = { ...finding, message: 'second problem', line: 9 };
  await window.open({ snapshot: { findings: [first, second] } });
  const bar = window.page.getByRole('region', { name: 'Findings in your files' });
  await expect(bar).toContainText('first problem');
  await expect(bar).toContainText('config:7');
  await window.page.getByRole('button', { name: 'Put this finding away' }).click();
  await expect(bar).toContainText('second problem');
  await window.page.getByRole('button', { name: 'Put this finding away' }).click();
  await expect(bar).toHaveCount(0);
  await window.push({ findings: [first, { ...finding, message: 'third problem' }] });
  await expect(bar).toContainText('third problem');
});

test('without a keychain there are two ways on', async ({ window }) => {
  await window.open({
    snapshot: {
      keychain: {
        state: 'unavailable',
        failure: { code: 'KEYCHAIN_UNAVAILABLE', message: 'No keychain answers', hint: 'Get one.' },
      },
    },
  });
  const notice = window.page.getByRole('region', { name: 'Keychain' });
  await expect(notice).toContainText('No keychain answers');
  await notice.getByRole('button', { name: 'Try again' }).click();
  await notice.getByRole('button', { name: 'Go on without (this run only)' }).click();
  expect((await window.sent()).map(({ name }) => name)).toEqual(['retryKeychain', 'useMemoryOnly']);
  await window.push({ keychain: { state: 'ready' } });
  await expect(notice).toHaveCount(0);
});

test('a broken role says why and sends nothing', async ({ window }) => {
  await window.open();
  await window.page.keyboard.type('data-broken');
  await window.page.keyboard.press('Enter');
  await expect(window.page.getByRole('alert')).toContainText('config, line 41');
  expect(await window.sent()).toEqual([]);
});

test('main can open a screen or a role', async ({ window }) => {
  await window.open();
  await window.show({ kind: 'screen', screen: 'settings' });
  await expect(window.page.getByRole('button', { name: 'Settings' })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await window.show({ kind: 'role', profile: 'hub' });
  await expect(window.page.getByRole('heading', { level: 1 })).toContainText('hub');
});

test('a main that fails at first is told, and asked again', async ({ window }) => {
  const failure = { code: 'INTERNAL', message: 'the config could not be read', hint: 'Try again.' };
  await window.open({ answers: { snapshot: { ok: false, error: failure } } });
  await expect(window.page.getByRole('alert')).toContainText('the config could not be read');
  await window.checkAccess();
  await window.answer({ snapshot: undefined });
  await window.page.getByRole('button', { name: 'Try again' }).click();
  await expect(window.page.getByRole('grid')).toBeVisible();
});

test('a long refusal is short until the pointer or the focus is on it', async ({ window }) => {
  await window.open({ answers: { switchRole: LONG_REFUSAL } });
  const { page } = window;
  await page.keyboard.press('Enter');
  const alert = page.getByRole('alert');
  // All of it is there for screen readers.
  await expect(alert).toContainText('until then.');
  const height = async (): Promise<number> => (await alert.boundingBox())?.height ?? 0;
  const short = await height();
  await alert.getByText('is not written').hover();
  expect(await height()).toBeGreaterThan(short + 20);
  await page.mouse.move(10, 10);
  expect(await height()).toBe(short);
  await alert.getByRole('button', { name: 'Close message' }).focus();
  expect(await height()).toBeGreaterThan(short + 20);
});
