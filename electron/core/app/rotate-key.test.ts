import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RoleValetError } from '../../contract/errors.ts';
import type { BaseKey } from '../keys/types.ts';
import { readRotations } from '../rotation/rotation-records.ts';
import type { RotationStep, UnclearKey } from '../rotation/types.ts';
import type { App } from './app.ts';
import { loadContext } from './load-context.ts';
import { obtainSession } from './obtain-session.ts';
import type { RotateKeyRequest } from './rotate-key.ts';
import { type PracticeApp, practiceApp } from './testing/practice-app.ts';
import { rotateAgreed, withOneKeyEach } from './testing/rotations.ts';

const DAY_MS = 24 * 3_600_000;

let practice: PracticeApp;
let app: App;
let steps: RotationStep[];
let unclear: UnclearKey[];

beforeEach(async () => {
  practice = await practiceApp(withOneKeyEach);
  app = practice.app;
  steps = [];
  unclear = [];
});
afterEach(() => practice.close());

function rotate(more: Partial<RotateKeyRequest> = {}, on: App = app) {
  return rotateAgreed(on, {
    // As a run of the command line that nobody sits at.
    confirmUnclear: async (key) => {
      unclear.push(key);
      if (key.isProbablyOurs) return;
      throw new Error('nobody can be asked');
    },
    onStep: (step) => steps.push(step),
    ...more,
  });
}

async function keyOf(profile: string): Promise<BaseKey> {
  const key = await app.keys.get(profile);
  if (key === undefined) throw new Error('no key');
  return key;
}

/** What AWS lists for the automation user, as the keychain's key sees it. */
async function listed() {
  const { accessKeyId, secretAccessKey } = await keyOf('ci');
  const caller = {
    region: 'eu-west-1',
    endpoint: practice.sts.url,
    credentials: { accessKeyId, secretAccessKey },
  };
  const keys = await app.iam.listAccessKeys(caller, 'ci');
  return Object.fromEntries(keys.map((key) => [key.accessKeyId, key.isActive]));
}

async function failureOf(work: Promise<unknown>): Promise<RoleValetError> {
  return (await work.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => error,
  )) as RoleValetError;
}

const names = () => steps.map(({ step }) => step);

describe('a rotation', () => {
  test('makes, stores, verifies and switches, then switches the old key off', async () => {
    const before = await keyOf('ci');
    const questions: unknown[] = [];
    const rotated = await rotate({
      confirm: async (question) => {
        questions.push(question);
      },
    });
    const after = await keyOf('ci');
    expect(names()).toEqual(['created', 'stored', 'accepted', 'switched', 'deactivated']);
    expect(questions).toEqual([
      {
        kind: 'rotate',
        profile: 'ci',
        userArn: 'arn:aws:iam::111122223333:user/automation/ci',
        oldKeyId: before.accessKeyId,
      },
    ]);
    expect(rotated).toMatchObject({
      accessKeyId: after.accessKeyId,
      oldKeyId: before.accessKeyId,
      oldKey: 'inactive',
    });
    expect(after.accessKeyId).not.toBe(before.accessKeyId);
    expect(after.next).toBeUndefined();
    expect(after.issuedAt).toBeGreaterThan(0);
    expect(await listed()).toEqual({ [before.accessKeyId]: false, [after.accessKeyId]: true });
    expect(JSON.stringify(await readRotations(app))).not.toContain(after.secretAccessKey);
  });

  test('a no leaves everything as it was', async () => {
    const before = await keyOf('ci');
    const no = async () => Promise.reject(new Error('no'));
    await expect(rotate({ confirm: no })).rejects.toThrow('no');
    expect(await keyOf('ci')).toEqual(before);
    expect(await listed()).toEqual({ [before.accessKeyId]: true });
    expect(await readRotations(app)).toEqual({});
  });

  test('the old key is deleted at once, after a week, or by the next rotation', async () => {
    await rotate({ deleteNow: true });
    const first = await keyOf('ci');
    expect(await listed()).toEqual({ [first.accessKeyId]: true });
    expect((await failureOf(rotate({ finish: true }))).code).toBe('USAGE');

    await rotate();
    const early = await failureOf(rotate({ finish: true }));
    expect(early.code).toBe('CONFIRMATION_REQUIRED');
    expect(early.message).toContain(first.accessKeyId);
    practice.pass(7 * DAY_MS + 60_000);
    expect(await rotate({ finish: true })).toMatchObject({ oldKey: 'deleted' });
    const second = await keyOf('ci');
    expect(await listed()).toEqual({ [second.accessKeyId]: true });

    await rotate();
    await rotate();
    const fourth = await keyOf('ci');
    const keys = await listed();
    expect(Object.keys(keys)).toHaveLength(2);
    expect(keys[fourth.accessKeyId]).toBe(true);
    expect(keys[second.accessKeyId]).toBeUndefined();
  });

  test('an old key that somebody switched on again is not deleted unless it is meant', async () => {
    const before = await keyOf('ci');
    await rotate();
    const { accessKeyId, secretAccessKey } = await keyOf('ci');
    const credentials = { accessKeyId, secretAccessKey };
    const caller = { region: 'eu-west-1', endpoint: practice.sts.url, credentials };
    await app.iam.setAccessKeyActive(caller, 'ci', before.accessKeyId, true);
    expect((await failureOf(rotate())).code).toBe('ROTATION_UNCLEAR');
    practice.pass(8 * DAY_MS);
    expect((await failureOf(rotate({ finish: true }))).code).toBe('ROTATION_UNCLEAR');
    expect(await rotate({ finish: true, deleteNow: true })).toMatchObject({ oldKey: 'deleted' });
  });

  test('waits until AWS accepts the new key', async () => {
    practice.sts.faults.newKeyRefusals = 5;
    await rotate();
    expect(names().at(-1)).toBe('deactivated');
    expect(
      practice.sts.calls.filter(({ outcome }) => outcome === 'InvalidClientTokenId').length,
    ).toBe(5);
  });

  test('a key that AWS does not accept is kept, the old one stays in use, and it goes on later', async () => {
    const before = await keyOf('ci');
    practice.sts.faults.newKeyRefusals = 17;
    const failure = await failureOf(rotate());
    expect(failure.code).toBe('KEY_NOT_ACCEPTED');
    const kept = await keyOf('ci');
    expect(kept.accessKeyId).toBe(before.accessKeyId);
    await rotate();
    expect(names()).toEqual([
      'created',
      'stored',
      'resumed',
      'accepted',
      'switched',
      'deactivated',
    ]);
    expect((await keyOf('ci')).accessKeyId).toBe(kept.next?.accessKeyId);
  });
});

describe('two keys already', () => {
  test('both are named with age and last use, and nothing is changed', async () => {
    const full = await practiceApp();
    try {
      const before = await full.app.keys.get('ci');
      const failure = await failureOf(rotate({}, full.app));
      expect(failure.code).toBe('KEY_LIMIT_REACHED');
      expect(failure.message).toContain(
        `${before?.accessKeyId} (active, the one in the keychain, made 200 days ago`,
      );
      expect(failure.message).toMatch(/AKIA\w{16} \(inactive, made 200 days ago, never used\)/);
      expect(failure.hint).toMatch(/^If nobody uses AKIA\w{16}, delete it in the IAM console/);
      expect(await full.app.keys.get('ci')).toEqual(before);
    } finally {
      await full.close();
    }
  });
});

describe('a base with MFA', () => {
  test('IAM is asked with an MFA session, one code does, and roles need no second one after', async () => {
    const before = await keyOf('security');
    await rotate({ profile: 'security', wish: { mfaCode: practice.code() }, deleteNow: true });
    const after = await keyOf('security');
    expect(after.accessKeyId).not.toBe(before.accessKeyId);
    expect(names()).toEqual([
      'created',
      'stored',
      'accepted',
      'switched',
      'deactivated',
      'deleted',
    ]);
    const { session } = await obtainSession(app, await loadContext(app), 'hub', {});
    expect(session.roleArn).toBe('arn:aws:iam::111122223333:role/hub');
    const calls = practice.sts.calls.filter(({ action }) => action === 'GetSessionToken');
    expect(calls).toHaveLength(1);
  });

  test('without a code it says so, and nothing is changed', async () => {
    const failure = await failureOf(rotate({ profile: 'security' }));
    expect(failure.code).toBe('MFA_REQUIRED');
    expect(await readRotations(app)).toEqual({});
  });

  test('a policy that wants MFA is named where the profile has no device', async () => {
    const { writeFile } = await import('node:fs/promises');
    await writeFile(app.configPath, '[profile security]\nregion = eu-west-1\n');
    const failure = await failureOf(rotate({ profile: 'security' }));
    expect(failure.code).toBe('IAM_ACCESS_DENIED');
    expect(failure.message).toContain('iam:ListAccessKeys on resource: user alex');
    expect(failure.hint).toContain('set mfa_serial');
  });
});

describe('answers that never arrive', () => {
  test('a key whose answer was lost is deleted, and another is made', async () => {
    practice.sts.faults.order('lost-answer', 2, 'CreateAccessKey');
    await rotate();
    expect(names()).toEqual([
      ...['removed-orphan', 'removed-orphan'],
      ...['created', 'stored', 'accepted', 'switched', 'deactivated'],
    ]);
    expect(Object.keys(await listed())).toHaveLength(2);
  });

  test('every call of a rotation may lose its answer, and the next run ends it', async () => {
    for (const action of [
      'ListAccessKeys',
      'UpdateAccessKey',
      'DeleteAccessKey',
      'GetCallerIdentity',
    ]) {
      practice.sts.faults.order('lost-answer', 3, action);
      const before = practice.sts.calls.length;
      // Where the calls are tried again it may go well all the same.
      await rotate({ deleteNow: true }).catch((error: unknown) => {
        expect((error as RoleValetError).code).toBe('NETWORK_UNREACHABLE');
      });
      practice.sts.faults.clear();
      expect(practice.sts.calls.slice(before)).toContainEqual(
        expect.objectContaining({ action, outcome: 'lost-answer' }),
      );
      await rotate({ deleteNow: true });
      expect(await listed()).toEqual({ [(await keyOf('ci')).accessKeyId]: true });
    }
  });

  test('a strange key is never deleted without a yes', async () => {
    practice.sts.faults.order('lost-answer', 3, 'CreateAccessKey');
    expect((await failureOf(rotate())).code).toBe('NETWORK_UNREACHABLE');
    // Somebody else's: made long after this rotation asked for one.
    const { accessKeyId, secretAccessKey } = await keyOf('ci');
    const credentials = { accessKeyId, secretAccessKey };
    const caller = { region: 'eu-west-1', endpoint: practice.sts.url, credentials };
    const [orphan] = Object.keys(await listed()).filter((id) => id !== accessKeyId);
    await app.iam.deleteAccessKey(caller, 'ci', orphan ?? '');
    practice.pass(3_600_000);
    const strange = await app.iam.createAccessKey(caller, 'ci');
    await expect(rotate()).rejects.toThrow('nobody can be asked');
    expect(unclear.filter(({ isProbablyOurs }) => !isProbablyOurs)).toMatchObject([
      { accessKeyId: strange.accessKeyId, reason: 'was not made at the time of this rotation' },
    ]);
    expect((await listed())[strange.accessKeyId]).toBe(true);
    await rotate({ confirmUnclear: async () => undefined });
    expect((await listed())[strange.accessKeyId]).toBeUndefined();
  });

  test('a key of that moment is asked about as long as AWS may not tell of its use', async () => {
    practice.sts.faults.order('reset', 3, 'CreateAccessKey');
    await failureOf(rotate());
    const { accessKeyId, secretAccessKey } = await keyOf('ci');
    const credentials = { accessKeyId, secretAccessKey };
    const caller = { region: 'eu-west-1', endpoint: practice.sts.url, credentials };
    const made = await app.iam.createAccessKey(caller, 'ci');
    const no = async (key: UnclearKey) => {
      unclear.push(key);
      throw new Error('no');
    };
    await expect(rotate({ confirmUnclear: no })).rejects.toThrow('no');
    practice.pass(23 * 3_600_000);
    await expect(rotate({ confirmUnclear: no })).rejects.toThrow('no');
    const reason = 'is so new that AWS may not tell of its use yet';
    const asked = { accessKeyId: made.accessKeyId, reason, isProbablyOurs: true };
    expect(unclear).toMatchObject([asked, asked]);
    expect((await listed())[made.accessKeyId]).toBe(true);
    // A day later the answer is known: nobody used it. AWS's times are whole seconds.
    practice.pass(3_600_000 + 60_000);
    await rotate({ confirmUnclear: no });
    expect((await listed())[made.accessKeyId]).toBeUndefined();
  });

  test('a key of that moment which was used is somebody else’s', async () => {
    practice.sts.faults.order('reset', 3, 'CreateAccessKey');
    await failureOf(rotate());
    const { accessKeyId, secretAccessKey } = await keyOf('ci');
    const place = { region: 'eu-west-1', endpoint: practice.sts.url };
    const made = await app.iam.createAccessKey(
      { ...place, credentials: { accessKeyId, secretAccessKey } },
      'ci',
    );
    await app.sts.getCallerIdentity({ ...place, credentials: made });
    await expect(rotate()).rejects.toThrow('nobody can be asked');
    expect(unclear).toMatchObject([{ reason: 'was used since' }]);
  });
});

describe('a keychain that changes meanwhile', () => {
  test('a key that can’t be stored is not left behind at AWS', async () => {
    const before = await keyOf('ci');
    const full: App = {
      ...app,
      keys: { ...app.keys, put: async () => Promise.reject(new Error('the keychain is full')) },
    };
    await expect(rotate({}, full)).rejects.toThrow('the keychain is full');
    expect(await listed()).toEqual({ [before.accessKeyId]: true });
    expect(await readRotations(app)).toEqual({});
  });

  test('a record that was lost is made anew from the keychain’s item', async () => {
    practice.sts.faults.newKeyRefusals = 17;
    await failureOf(rotate());
    await app.files.remove(`${app.homePath}/rotations.json`);
    await rotate();
    expect(names().slice(2)).toEqual(['resumed', 'accepted', 'switched', 'deactivated']);
  });

  test('a key put there by hand belongs to no rotation', async () => {
    await rotate();
    const before = await keyOf('ci');
    await app.keys.put('ci', { ...before, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
    const failure = await failureOf(rotate());
    expect(failure.code).toBe('STS_KEY_INVALID');
    expect(await readRotations(app)).toEqual({});
  });
});
