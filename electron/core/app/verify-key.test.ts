import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RoleValetError } from '../../contract/errors.ts';
import { listKeyFacts } from './key-facts.ts';
import { listRoles } from './list-roles.ts';
import { loadContext } from './load-context.ts';
import { obtainSession } from './obtain-session.ts';
import { type PracticeApp, practiceApp } from './testing/practice-app.ts';
import { verifyKey } from './verify-key.ts';

let practice: PracticeApp;
beforeEach(async () => {
  practice = await practiceApp();
});
afterEach(async () => {
  await practice.close();
});

describe('whose key it is', () => {
  test('AWS says the account and the user, and nothing else is handed on', async () => {
    expect(await verifyKey(practice.app, 'security')).toEqual({
      accountId: '111122223333',
      arn: 'arn:aws:iam::111122223333:user/alex',
    });
    expect(practice.sts.calls.map(({ action }) => action)).toEqual(['GetCallerIdentity']);
  });

  test('a key that AWS does not know, and a name without a key', async () => {
    await practice.app.keys.put('old', {
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      createdAt: 0,
    });
    await expect(verifyKey(practice.app, 'old')).rejects.toMatchObject({ code: 'STS_KEY_INVALID' });
    await expect(verifyKey(practice.app, 'hub')).rejects.toMatchObject({ code: 'KEY_NOT_FOUND' });
    await expect(
      verifyKey({ ...practice.app, sealer: undefined }, 'security'),
    ).rejects.toMatchObject({ code: 'KEYCHAIN_UNAVAILABLE' });
  });
});

describe('what is known of each key', () => {
  async function facts() {
    const { app } = practice;
    const context = await loadContext(app);
    return listKeyFacts(app, context, (await listRoles(app, context)).rows);
  }

  test('its device, its roles, and until when its MFA session lasts: never its secret', async () => {
    const [ci, security] = await facts();
    expect(ci).toMatchObject({ profile: 'ci', ageDays: 0, roleCount: 1 });
    expect(ci).not.toHaveProperty('mfaSerial');
    expect(security).toMatchObject({
      profile: 'security',
      accessKeyId: expect.stringMatching(/^AKIA/),
      mfaSerial: 'arn:aws:iam::111122223333:mfa/alex',
    });
    expect(security?.roleCount).toBeGreaterThan(4);
    expect(security).not.toHaveProperty('unlockedUntil');
    for (const { profile } of [ci, security].filter((key) => key !== undefined)) {
      const secret = (await practice.app.keys.get(profile))?.secretAccessKey ?? 'none';
      expect(JSON.stringify(await facts())).not.toContain(secret);
    }

    const context = await loadContext(practice.app);
    await obtainSession(practice.app, context, 'hub', { mfaCode: practice.code() });
    const { unlockedUntil = 0 } = (await facts())[1] ?? {};
    expect(unlockedUntil).toBeGreaterThan(practice.app.clock.now() + 11 * 3_600_000);
    practice.pass(13 * 3_600_000);
    expect((await facts())[1]).not.toHaveProperty('unlockedUntil');
  });

  test('a damaged item says so, and hides no other', async () => {
    const { app } = practice;
    const keys = {
      ...app.keys,
      names: async () => ['ci', 'torn'],
      get: (profile: string) =>
        profile === 'torn'
          ? Promise.reject(new RoleValetError('KEYCHAIN_ITEM_DAMAGED', 'torn', 'Store it again.'))
          : app.keys.get(profile),
    };
    const damaged = { ...app, keys };
    const found = await listKeyFacts(damaged, await loadContext(damaged), []);
    expect(found).toMatchObject([
      { profile: 'ci', roleCount: 0 },
      {
        profile: 'torn',
        roleCount: 0,
        failure: { code: 'KEYCHAIN_ITEM_DAMAGED', hint: 'Store it again.' },
      },
    ]);
    expect(found[1]).not.toHaveProperty('accessKeyId');
  });
});
