import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadContext } from '../load-context.ts';
import { stopRole } from '../stop-role.ts';
import { Desktop } from './desktop.ts';
import { obtainShown } from './shown-work.ts';
import { type PracticeDesktop, practiceDesktop } from './testing/practice-desktop.ts';

const MINUTE = 60_000;
const PLAIN = 'shop-dev-readonly';
const CHAINED = 'shop-dev-deployer';

let valet: PracticeDesktop;
beforeEach(async () => {
  valet = await practiceDesktop();
});
afterEach(() => valet.close());

function credentialsText(): Promise<string> {
  return readFile(valet.practice.app.credentialsPath, 'utf8');
}

function assumeCalls(): number {
  return valet.practice.sts.calls.filter(({ action }) => action === 'AssumeRole').length;
}

async function programAsks(profile: string) {
  const context = await valet.desktop.context();
  return obtainShown(valet.desktop, context, profile, { askedBy: 'program', waitMs: 1_000 });
}

describe('a program that needs a code', () => {
  test('is told of by a notice and a state, and takes no focus', async () => {
    const asking = programAsks(CHAINED);
    const { question } = await valet.until((snapshot) => snapshot.question !== undefined);
    expect(question).toMatchObject({ askedBy: 'program', roles: [CHAINED] });
    expect(valet.role(CHAINED)?.state).toBe('needs-mfa');
    expect(valet.notices).toMatchObject([{ show: { kind: 'question' } }]);
    expect(valet.shown).toEqual([]);
    await valet.answer(valet.practice.code());
    expect((await asking).session.profile).toBe(CHAINED);
    expect(valet.dismissed).toEqual([valet.notices[0]?.id]);
  });

  test('once put away, programs are refused at once until the person acts', async () => {
    const asking = programAsks(CHAINED).catch((error: unknown) => error);
    await valet.until((snapshot) => snapshot.question !== undefined);
    await valet.verbs.dismissMfa(valet.desktop.snapshot.question?.id ?? 0);
    expect(await asking).toMatchObject({ code: 'MFA_REQUIRED' });
    await expect(programAsks('hub')).rejects.toMatchObject({ code: 'MFA_REQUIRED' });
    expect(valet.notices).toHaveLength(1);

    const switching = valet.verbs.switchRole('hub', false);
    await valet.answer(valet.practice.code());
    expect(await switching).toMatchObject({ ok: true });
    expect((await programAsks(CHAINED)).session.profile).toBe(CHAINED);
  });

  test('a person who wants the same device’s code takes the question over', async () => {
    const asking = programAsks(CHAINED);
    await valet.until((snapshot) => snapshot.question !== undefined);
    const switching = valet.verbs.switchRole('hub', false);
    const { question } = await valet.until((snapshot) => snapshot.question?.askedBy === 'person');
    expect(question?.roles).toEqual([CHAINED, 'hub']);
    await valet.answer(valet.practice.code());
    expect(await switching).toMatchObject({ ok: true });
    expect((await asking).session.profile).toBe(CHAINED);
    const codes = valet.practice.sts.calls.filter(({ action }) => action === 'GetSessionToken');
    expect(codes).toHaveLength(1);
  });

  test('a question that nobody answers ends by itself', async () => {
    const asking = programAsks(CHAINED).catch((error: unknown) => error);
    await valet.until((snapshot) => snapshot.question !== undefined);
    await valet.live(6 * MINUTE);
    expect(await asking).toMatchObject({ code: 'MFA_REQUIRED' });
    expect(valet.desktop.snapshot.question).toBeUndefined();
    expect(valet.role(CHAINED)?.state).toBe('idle');
  });
});

describe('a target', () => {
  test('that another program took over is left alone, and its row says so', async () => {
    await valet.verbs.switchRole(PLAIN, false);
    const text = (await credentialsText()).replace(
      /aws_access_key_id = \S+/,
      'aws_access_key_id = ASIAIOSFODNN7EXAMPLE',
    );
    await writeFile(valet.practice.app.credentialsPath, text);
    await valet.live(50 * MINUTE);
    expect(await credentialsText()).toBe(text);
    expect(valet.role(PLAIN)?.targets).toMatchObject([{ state: 'taken-over' }]);
    expect(assumeCalls()).toBe(1);
  });

  test('that was stopped while AWS was being asked stays stopped', async () => {
    await valet.verbs.switchRole(PLAIN, false);
    await valet.live(44 * MINUTE);
    valet.practice.sts.faults.order('hang');
    valet.practice.pass(3 * MINUTE);
    await valet.desktop.refreshLive();
    await valet.until(() => valet.role(PLAIN)?.state === 'renewing');
    const other = valet.practice.restarted();
    await stopRole(other, await loadContext(other), PLAIN);
    await valet.desktop.kept.settled();
    expect(valet.role(PLAIN)).toMatchObject({ state: 'idle', targets: [] });
    expect(await credentialsText()).not.toContain('aws_');
  });

  test('that a person renewed while it was renewing itself stays live', async () => {
    await valet.verbs.switchRole(PLAIN, false);
    valet.practice.sts.faults.order('hang');
    // It ended in a sleep: no look takes it up again before it is live.
    valet.practice.pass(180 * MINUTE);
    await valet.desktop.refreshLive();
    await valet.until(() => valet.role(PLAIN)?.state === 'renewing');
    // The click was answered first.
    valet.desktop.forgive(PLAIN);
    await valet.desktop.kept.settled();
    expect(valet.role(PLAIN)).toMatchObject({ state: 'active', targets: [{ state: 'ours' }] });
    await valet.live(50 * MINUTE);
    expect(valet.role(PLAIN)?.state).toBe('active');
  });

  test('that two renew at once, by clicks and by itself, stays live', async () => {
    await valet.verbs.switchRole(PLAIN, false);
    await valet.live(44 * MINUTE);
    valet.practice.pass(3 * MINUTE);
    const clicks = [valet.verbs.renewRole(PLAIN), valet.verbs.renewRole(PLAIN)];
    await valet.desktop.refreshLive();
    for (const done of await Promise.all(clicks)) expect(done).toMatchObject({ ok: true });
    await valet.desktop.kept.settled();
    expect(valet.role(PLAIN)).toMatchObject({ state: 'active', targets: [{ state: 'ours' }] });
  });

  test('that was live at a restart is adopted and renewed, without another code', async () => {
    const switching = valet.verbs.switchRole(CHAINED, false);
    await valet.answer(valet.practice.code());
    await switching;
    await valet.desktop.close();
    const again = await Desktop.open(valet.desktop.ports, false);
    expect(again.snapshot.roles.find(({ profile }) => profile === CHAINED)?.state).toBe('active');
    valet.practice.pass(50 * MINUTE);
    await again.refreshLive();
    await again.kept.settled();
    expect(again.snapshot.roles.find(({ profile }) => profile === CHAINED)?.state).toBe('active');
    expect(assumeCalls()).toBe(3);
    await again.close();
  });

  test('that ran out while no app was running is shown as expired and not revived', async () => {
    await valet.verbs.switchRole(PLAIN, false);
    await valet.desktop.close();
    valet.practice.pass(90 * MINUTE);
    const again = await Desktop.open(valet.desktop.ports, false);
    await again.refresh();
    await again.kept.settled();
    expect(again.snapshot.roles.find(({ profile }) => profile === PLAIN)).toMatchObject({
      state: 'expired',
      targets: [{ state: 'expired' }],
    });
    expect(assumeCalls()).toBe(1);
    await again.close();
  });
});

test('a quit stops every role where the user wants that', async () => {
  await valet.verbs.switchRole(PLAIN, false);
  await valet.verbs.saveSettings({ stopOnQuit: true });
  await valet.desktop.close();
  expect(await credentialsText()).not.toContain('aws_');
  expect(await valet.practice.app.sessions.live(0)).toEqual([]);
});

test('a quit does not wait for AWS before it stops roles, and a late renewal brings none back', async () => {
  await valet.verbs.switchRole(PLAIN, false);
  await valet.verbs.saveSettings({ stopOnQuit: true });
  valet.practice.sts.faults.order('hang');
  valet.practice.pass(50 * MINUTE);
  await valet.desktop.refreshLive();
  await valet.until(() => valet.role(PLAIN)?.state === 'renewing');
  let isClosed = false;
  const closing = valet.desktop.close().then(() => {
    isClosed = true;
  });
  await vi.waitFor(async () => expect(await credentialsText()).not.toContain('aws_'), 2_000);
  expect(isClosed).toBe(false);
  await closing;
  expect(await credentialsText()).not.toContain('aws_');
  expect(await valet.practice.app.sessions.live(0)).toEqual([]);
});

describe('exports that renew', () => {
  const addressIn = (text: string) => ({
    url: /AWS_CONTAINER_CREDENTIALS_FULL_URI='?([^'\s]+)/.exec(text)?.[1] ?? '',
    token: /AWS_CONTAINER_AUTHORIZATION_TOKEN='?([^'\s]+)/.exec(text)?.[1] ?? '',
  });

  test('hand out what is live, renewed, until the role is stopped', async () => {
    expect(await valet.verbs.copyRenewingExports(PLAIN, 'sh')).toMatchObject({ ok: true });
    const { url, token } = addressIn(valet.copied.at(-1)?.text ?? '');
    expect(valet.role(PLAIN)?.hasEndpoint).toBe(true);
    const ask = async () => {
      const answer = await fetch(url, { headers: { authorization: token } });
      return (await answer.json()) as { AccessKeyId: string; Token: string; Expiration: string };
    };
    const first = await ask();
    expect(first.Token).not.toBe('');
    await valet.live(50 * MINUTE);
    const second = await ask();
    expect(second.AccessKeyId).not.toBe(first.AccessKeyId);
    expect(valet.role(PLAIN)?.state).toBe('active');

    await valet.verbs.stopRole(PLAIN);
    await expect(ask()).rejects.toThrow();
    expect(valet.role(PLAIN)).toMatchObject({ state: 'idle', hasEndpoint: false });
    await valet.live(60 * MINUTE);
    expect(valet.role(PLAIN)?.state).toBe('idle');
  });

  test('are refused with the reason while [default] would win over them', async () => {
    await writeFile(
      valet.practice.app.credentialsPath,
      '[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n',
    );
    expect(await valet.verbs.copyRenewingExports(PLAIN, 'sh')).toMatchObject({
      ok: false,
      error: { code: 'TARGET_REFUSED', message: expect.stringContaining('[default]') },
    });
    expect(valet.copied).toEqual([]);
    expect(assumeCalls()).toBe(0);
  });
});

test('a quit stops a role that programs fetch from a URL, also while it is being renewed', async () => {
  await valet.verbs.copyRenewingExports(PLAIN, 'sh');
  await valet.verbs.saveSettings({ stopOnQuit: true });
  valet.practice.sts.faults.order('hang');
  valet.practice.pass(50 * MINUTE);
  await valet.desktop.refreshLive();
  await valet.until(() => valet.role(PLAIN)?.state === 'renewing');
  await valet.desktop.close();
  expect(await valet.practice.app.sessions.live(0)).toEqual([]);
});
