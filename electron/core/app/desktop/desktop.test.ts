import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type PracticeDesktop, practiceDesktop } from './testing/practice-desktop.ts';

let valet: PracticeDesktop;
beforeEach(async () => {
  valet = await practiceDesktop();
});
afterEach(() => valet.close());

describe('the first look', () => {
  test('lists every role of the files, idle, with its chain and what it wants', () => {
    expect(valet.role('shop-dev-deployer')).toMatchObject({
      kind: 'role',
      roleName: 'deployer',
      state: 'idle',
      chain: ['security', 'hub', 'shop-dev-deployer'],
      wantsMfa: true,
      switchTarget: 'shop-dev-deployer-session',
    });
    expect(valet.role('shop-dev-admin')).toMatchObject({ wantsExternalId: true });
    expect(valet.desktop.snapshot).toMatchObject({
      isFirstRun: true,
      isPractice: false,
      keychain: { state: 'ready' },
      findings: [],
      recent: [],
    });
  });

  test('tells the keys with their device and how many roles start from them', () => {
    const { keys } = valet.desktop.snapshot;
    expect(keys.map(({ profile }) => profile)).toEqual(['ci', 'security']);
    expect(keys[1]).toMatchObject({ mfaSerial: expect.stringContaining(':mfa/') });
    expect(keys[1]?.roleCount).toBeGreaterThan(5);
  });
});

describe('switching', () => {
  test('asks for a code once, then the role is live and written', async () => {
    const switching = valet.verbs.switchRole('shop-dev-deployer', false);
    const { question } = await valet.until((snapshot) => snapshot.question !== undefined);
    expect(question).toMatchObject({ baseProfile: 'security', roles: ['shop-dev-deployer'] });
    expect(valet.role('shop-dev-deployer')?.state).toBe('needs-mfa');

    await valet.answer(valet.practice.code());
    expect(await switching).toMatchObject({
      ok: true,
      value: { message: expect.stringContaining('[shop-dev-deployer-session]') },
    });
    expect(valet.role('shop-dev-deployer')).toMatchObject({
      state: 'active',
      lifeSeconds: 3600,
      targets: [{ name: 'shop-dev-deployer-session', state: 'ours' }],
    });
    expect(await readFile(valet.practice.app.credentialsPath, 'utf8')).toContain(
      '[shop-dev-deployer-session]',
    );
    expect(valet.desktop.snapshot).toMatchObject({
      recent: ['shop-dev-deployer'],
      isFirstRun: false,
    });
    expect(valet.desktop.snapshot.question).toBeUndefined();
  });

  test('one code serves two roles that wait for it', async () => {
    const both = [
      valet.verbs.switchRole('shop-dev-deployer', false),
      valet.verbs.switchRole('shop-dev-admin', false),
    ];
    const { question } = await valet.until((snapshot) => snapshot.question?.roles.length === 2);
    expect(question?.roles.toSorted()).toEqual(['shop-dev-admin', 'shop-dev-deployer']);
    await valet.answer(valet.practice.code());
    expect((await Promise.all(both)).map(({ ok }) => ok)).toEqual([true, true]);
    expect(valet.desktop.snapshot.question).toBeUndefined();
  });

  test('asks again after a wrong code, and after a spent one', async () => {
    const first = valet.verbs.switchRole('shop-dev-deployer', false);
    const code = valet.practice.code();
    await valet.answer(code === '000000' ? '000001' : '000000');
    await valet.until(({ question }) => question?.previous === 'wrong');
    await valet.answer(code);
    expect((await first).ok).toBe(true);

    await valet.verbs.stopRole('security');
    const second = valet.verbs.switchRole('shop-dev-admin', false);
    await valet.answer(code);
    const { question } = await valet.until((snapshot) => snapshot.question?.previous === 'spent');
    await valet.verbs.dismissMfa(question?.id ?? 0);
    expect(await second).toMatchObject({ ok: false, error: { code: 'MFA_REQUIRED' } });
    expect(valet.role('shop-dev-admin')?.state).toBe('idle');
  });

  test('what is no code stays with the question; an old question takes none', async () => {
    const switching = valet.verbs.switchRole('shop-dev-deployer', false);
    const { question } = await valet.until((snapshot) => snapshot.question !== undefined);
    const id = question?.id ?? 0;
    expect(await valet.verbs.answerMfa(id, '12345')).toMatchObject({
      ok: false,
      error: { code: 'MFA_CODE_INVALID' },
    });
    expect(valet.desktop.snapshot.question).toMatchObject({ id, isChecking: false });
    expect(await valet.verbs.answerMfa(id + 1, valet.practice.code())).toMatchObject({
      ok: false,
      error: { code: 'USAGE' },
    });
    await valet.verbs.dismissMfa(id);
    await switching;
    expect((await valet.verbs.dismissMfa(id)).ok).toBe(false);
  });

  test('a refusal by AWS stays on the row until something is tried or changed', async () => {
    const switching = valet.verbs.switchRole('data-prod-broken', false);
    await valet.answer(valet.practice.code());
    expect(await switching).toMatchObject({ ok: false, error: { code: 'STS_ACCESS_DENIED' } });
    expect(valet.role('data-prod-broken')).toMatchObject({
      state: 'failed',
      failure: { code: 'STS_ACCESS_DENIED' },
    });
    await valet.verbs.stopRole('data-prod-broken');
    expect(valet.role('data-prod-broken')?.state).toBe('idle');
  });

  test('one shared target follows every switch, where the user set it so', async () => {
    await valet.verbs.saveSettings({ switchTarget: 'shared' });
    expect(valet.role('shop-dev-readonly')?.switchTarget).toBe('current');
    await valet.verbs.switchRole('shop-dev-readonly', false);
    expect(valet.role('shop-dev-readonly')?.targets).toEqual([{ name: 'current', state: 'ours' }]);
    expect(await readFile(valet.practice.app.configPath, 'utf8')).toContain('[profile current]');
  });
});

describe('copying', () => {
  test('hands the whole trio to the clipboard, and nothing of it to the window', async () => {
    const result = await valet.verbs.copyExports('shop-dev-readonly', 'fish');
    expect(result).toMatchObject({ ok: true });
    const [copy] = valet.copied;
    expect(copy?.clearAfterSeconds).toBe(45);
    expect(copy?.text).toMatch(/set -gx AWS_SESSION_TOKEN '/);
    const secret = /AWS_SECRET_ACCESS_KEY '([^']+)'/.exec(copy?.text ?? '')?.[1] ?? '';
    const told = JSON.stringify([result, valet.desktop.snapshot, valet.notices]);
    expect(secret).toHaveLength(40);
    expect(told).not.toContain(secret);
    expect(valet.role('shop-dev-readonly')?.state).toBe('active');
  });

  test('a command and a detail hold no secret, and need no session', async () => {
    await valet.verbs.copyCommand('shop-dev-readonly', 'sh');
    await valet.verbs.copyDetail('shop-dev-readonly', 'target');
    expect(valet.copied.map(({ text }) => text)).toEqual([
      ' eval "$(role-valet env shop-dev-readonly)"',
      'shop-dev-readonly-session',
    ]);
    expect(valet.role('shop-dev-readonly')?.state).toBe('idle');
  });
});

describe('ending', () => {
  test('stop ends the role and removes what was written', async () => {
    await valet.verbs.switchRole('shop-dev-readonly', false);
    const stopped = await valet.verbs.stopRole('shop-dev-readonly');
    expect(stopped).toMatchObject({
      ok: true,
      value: { notices: [expect.stringContaining('AWS cannot recall them')] },
    });
    expect(valet.role('shop-dev-readonly')).toMatchObject({ state: 'idle', targets: [] });
  });

  test('a session that runs out is told once, and its row says so', async () => {
    await valet.verbs.copyExports('shop-dev-readonly', 'sh');
    await valet.live(3_600_000 + 60_000);
    expect(valet.role('shop-dev-readonly')?.state).toBe('expired');
    await valet.live(60_000);
    expect(valet.notices.map(({ id }) => id)).toEqual([
      'soon:shop-dev-readonly',
      'ended:shop-dev-readonly',
    ]);

    await valet.verbs.stopRole('shop-dev-readonly');
    expect(valet.role('shop-dev-readonly')).toMatchObject({ state: 'idle', targets: [] });
  });

  test('stop all says what stays unlocked', async () => {
    const switching = valet.verbs.switchRole('shop-dev-deployer', false);
    await valet.answer(valet.practice.code());
    await switching;
    const stopped = await valet.verbs.stopAll();
    expect(stopped).toMatchObject({ ok: true, value: { message: 'Stopped 1 role' } });
    expect(JSON.stringify(stopped)).toContain('The MFA session of security stays until');
  });
});

describe('the files', () => {
  test('the list follows when another program edits them', async () => {
    await appendFile(
      valet.practice.app.configPath,
      '\n[profile new-one]\nrole_arn = arn:aws:iam::111122223333:role/new-one\nsource_profile = ci\n',
    );
    const { roles } = await valet.until(({ roles: all }) =>
      all.some(({ profile }) => profile === 'new-one'),
    );
    expect(roles.find(({ profile }) => profile === 'new-one')?.chain).toEqual(['ci', 'new-one']);
  });

  test('a broken line is told with its place, and breaks nothing else', async () => {
    const { configPath } = valet.practice.app;
    const text = await readFile(configPath, 'utf8');
    await writeFile(
      configPath,
      `${text}\n[profile lost]\nrole_arn = arn:aws:iam::111122223333:role/lost\nsource_profile = nobody\n[profile ci]\n`,
    );
    await valet.until(({ roles }) => roles.some(({ profile }) => profile === 'lost'));
    expect(valet.role('lost')).toMatchObject({
      state: 'broken',
      failure: {
        code: 'CHAIN_BROKEN',
        message: expect.stringMatching(/line \d+/),
        // In the window's words, not the command line's.
        hint: 'Correct the name, or add a key of that name under Keys',
      },
    });
    expect(valet.desktop.snapshot.findings).toContainEqual(
      expect.objectContaining({ path: configPath, line: expect.any(Number) }),
    );
    expect((await valet.verbs.switchRole('shop-dev-readonly', false)).ok).toBe(true);
  });
});

describe('marks', () => {
  test('favourites, colours, groups and account names are kept, and taken away again', async () => {
    await valet.verbs.markRole('hub', { favourite: true, colour: 'red', group: ' Mine ' });
    await valet.verbs.markAccount(valet.role('hub')?.accountId ?? '', { name: 'security' });
    expect(valet.role('hub')).toMatchObject({ favourite: true, colour: 'red', group: 'Mine' });
    expect(valet.desktop.snapshot.accounts).toContainEqual({
      id: valet.role('hub')?.accountId,
      name: 'security',
    });
    await valet.verbs.markRole('hub', { favourite: false, colour: null, group: '' });
    expect(valet.role('hub')).toMatchObject({ favourite: false });
    expect(valet.role('hub')).not.toHaveProperty('colour');
    expect(valet.desktop.settings.current.roles).toEqual({});
  });
});
