import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRoleValetError, RoleValetError } from '../../contract/errors.ts';
import type { LongTermKey } from '../credentials.ts';
import { withKeyItem } from '../keys/key-item.ts';
import { requireKey } from '../keys/require-key.ts';
import type { BaseKey } from '../keys/types.ts';
import { readRotations } from '../rotation/rotation-records.ts';
import { adoptKeys } from './adopt-keys.ts';
import type { App } from './app.ts';
import { addKey } from './keys.ts';
import { loadContext } from './load-context.ts';
import { obtainSession } from './obtain-session.ts';
import { removeKey } from './remove-key.ts';
import type { RotateKeyRequest } from './rotate-key.ts';
import { type PracticeApp, practiceApp } from './testing/practice-app.ts';
import { rotateAgreed, withOneKeyEach } from './testing/rotations.ts';

const OTHER = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

let practice: PracticeApp;
let app: App;
beforeEach(begin);
afterEach(() => practice.close());

async function begin(): Promise<void> {
  practice = await practiceApp(withOneKeyEach);
  app = practice.app;
}

const rotate = (on: App = app, more: Partial<RotateKeyRequest> = {}) => rotateAgreed(on, more);

const replace = (on: App, key = OTHER) =>
  addKey(on, {
    ...key,
    profile: 'ci',
    replace: true,
    verify: false,
    confirmConfig: async () => undefined,
  });

const WRITERS: Readonly<Record<string, (on: App) => Promise<readonly string[]>>> = {
  'replaces the key': async (on) => (await replace(on)).notices,
  'removes the key': async (on) => (await removeKey(on, 'ci')).notices,
  'removes the key and adds another': async (on) => [
    ...(await removeKey(on, 'ci')).notices,
    ...(await replace(on)).notices,
  ],
};

/**
 * The app with something that happens just before its `at`th call to AWS, or its `at`th pause; and the
 * keys that AWS made for it.
 */
function interrupted(at: number, happens: () => Promise<void>) {
  const seen: { calls: number; made: LongTermKey[] } = { calls: 0, made: [] };
  const turn = async () => {
    seen.calls += 1;
    if (seen.calls === at) await happens();
  };
  const { iam, sts, clock } = app;
  const on: App = {
    ...app,
    clock: { ...clock, sleep: turn },
    sts: {
      ...sts,
      getCallerIdentity: (caller) => turn().then(() => sts.getCallerIdentity(caller)),
    },
    iam: {
      ...iam,
      listAccessKeys: (...call) => turn().then(() => iam.listAccessKeys(...call)),
      setAccessKeyActive: (...call) => turn().then(() => iam.setAccessKeyActive(...call)),
      deleteAccessKey: (...call) => turn().then(() => iam.deleteAccessKey(...call)),
      createAccessKey: async (...call) => {
        await turn();
        const made = await iam.createAccessKey(...call);
        seen.made.push(made);
        return made;
      },
    },
  };
  return { on, seen };
}

/** Ids of the keys that work at AWS, as the first of these that works sees them. */
async function activeKeys(bearers: readonly LongTermKey[]): Promise<readonly string[]> {
  for (const { accessKeyId, secretAccessKey } of bearers) {
    const credentials = { accessKeyId, secretAccessKey };
    const caller = { region: 'eu-west-1', endpoint: practice.sts.url, credentials };
    try {
      const listed = await app.iam.listAccessKeys(caller, 'ci');
      return listed.filter(({ isActive }) => isActive).map((key) => key.accessKeyId);
    } catch (error) {
      if (!isRoleValetError(error, 'STS_KEY_INVALID')) throw error;
    }
  }
  return [];
}

async function failureOf(work: Promise<unknown>): Promise<RoleValetError | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (isRoleValetError(error)) return error;
    throw error;
  }
}

describe.each(Object.entries(WRITERS))('somebody who %s while it is rotated', (_, write) => {
  test('at any call to AWS or pause: that stands, and no working key is left without a word', async () => {
    const codes: string[] = [];
    for (let at = 1; ; at += 1) {
      practice.sts.faults.newKeyRefusals = 1;
      const old = await requireKey(app.keys, 'ci');
      let held = '';
      let told: readonly string[] = [];
      const { on, seen } = interrupted(at, async () => {
        held = (await requireKey(app.keys, 'ci')).accessKeyId;
        told = await write(practice.restarted());
      });
      const failure = await failureOf(rotate(on, { deleteNow: true }));
      if (at > seen.calls) break;
      codes.push(failure?.code ?? 'done');
      const kept = await app.keys.get('ci');
      expect([undefined, OTHER.accessKeyId], `call ${at}`).toContain(kept?.accessKeyId);
      expect(kept?.next).toBeUndefined();
      expect(await readRotations(app), `call ${at}`).toEqual({});
      const text = [...told, failure?.message].join();
      const unsaid = (await activeKeys([old, ...seen.made])).filter(
        (id) => id !== held && !text.includes(id),
      );
      expect(unsaid, `call ${at}: ${text}`).toEqual([]);
      await practice.close();
      await begin();
    }
    expect(codes.length).toBeGreaterThan(6);
    expect(codes).toContain('ROTATION_UNCLEAR');
  });

  test('while a person is asked: that stands, and AWS made no key', async () => {
    await expect(
      rotate(app, { confirm: async () => void (await write(practice.restarted())) }),
    ).rejects.toMatchObject({ code: 'ROTATION_UNCLEAR' });
    expect([undefined, OTHER.accessKeyId]).toContain((await app.keys.get('ci'))?.accessKeyId);
    expect(practice.sts.calls.map(({ action }) => action)).not.toContain('CreateAccessKey');
    expect(await readRotations(app)).toEqual({});
  });
});

describe('a key that is added while AWS and a person are waited for', () => {
  /** A rotation that stops with both keys in the item. */
  async function halfRotated(): Promise<BaseKey> {
    practice.sts.faults.newKeyRefusals = 17;
    expect((await failureOf(rotate()))?.code).toBe('KEY_NOT_ACCEPTED');
    return await requireKey(app.keys, 'ci');
  }

  const meanwhile = (key: LongTermKey, mayReplace: boolean, happens: () => Promise<unknown>) =>
    addKey(app, {
      profile: 'ci',
      accessKeyId: key.accessKeyId,
      secretAccessKey: key.secretAccessKey,
      mfaSerial: 'arn:aws:iam::111122223333:mfa/ci',
      replace: mayReplace,
      verify: false,
      confirmConfig: async () => void (await happens()),
    });

  test('the next key that a rotation stored then is kept with the same key, and named with another', async () => {
    const old = await requireKey(app.keys, 'ci');
    let both: BaseKey | undefined;
    const same = await meanwhile(old, false, async () => {
      both = await halfRotated();
    });
    expect(same).toMatchObject({ stored: false, notices: [] });
    expect(await app.keys.get('ci')).toEqual(both);
    const other = await replace(app);
    expect(other.notices.join()).toContain(`its new key ${both?.next?.accessKeyId} is given up`);
    expect(await app.keys.get('ci')).toMatchObject(OTHER);
  });

  test('a key that came there then is not overwritten unless that was meant', async () => {
    const old = await requireKey(app.keys, 'ci');
    await expect(meanwhile(old, false, () => replace(app))).rejects.toMatchObject({
      code: 'KEY_EXISTS',
    });
    expect(await app.keys.get('ci')).toMatchObject(OTHER);
    await removeKey(app, 'ci');
    await expect(meanwhile(old, false, () => replace(app))).rejects.toMatchObject({
      code: 'KEY_EXISTS',
    });
    expect(await app.keys.get('ci')).toMatchObject(OTHER);
  });

  test('writers of one item wait for each other, also an adoption', async () => {
    await writeFile(
      app.credentialsPath,
      `[ci]\naws_access_key_id = ${OTHER.accessKeyId}\naws_secret_access_key = ${OTHER.secretAccessKey}\n`,
    );
    await removeKey(app, 'ci');
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const holder = withKeyItem(app, 'ci', () => released);
    const done: string[] = [];
    const other = practice.restarted();
    const adopted = adoptKeys(other, {
      profiles: ['ci'],
      verify: false,
      confirm: async () => void done.push('asked'),
    }).then(() => done.push('adopted'));
    await expect.poll(() => done).toEqual(['asked']);
    expect(await app.keys.get('ci')).toBeUndefined();
    release();
    await Promise.all([holder, adopted]);
    expect(await app.keys.get('ci')).toMatchObject(OTHER);
  });
});

describe('removing', () => {
  test('names what the last rotation left at AWS, also of a damaged item', async () => {
    const old = await requireKey(app.keys, 'ci');
    await rotate();
    const damaged: App = {
      ...app,
      keys: {
        ...app.keys,
        get: async () => {
          throw new RoleValetError('KEYCHAIN_ITEM_DAMAGED', 'no key', 'Store it again.');
        },
      },
    };
    const inUse = await requireKey(app.keys, 'ci');
    const { notices } = await removeKey(damaged, 'ci');
    expect(notices.join()).toContain(`${old.accessKeyId} of the last rotation is switched off`);
    expect(notices.join()).toContain(inUse.accessKeyId);
    expect(await app.keys.names()).not.toContain('ci');
    await expect(removeKey(app, 'ci')).rejects.toMatchObject({ code: 'KEY_NOT_FOUND' });
  });

  test('a record that can’t be written leaves neither key nor session, and is told', async () => {
    await obtainSession(app, await loadContext(app), 'shop-dev-readonly', {});
    expect(await app.sessions.live(0)).not.toEqual([]);
    await mkdir(join(app.homePath, 'rotations.json'));
    const { notices } = await removeKey(app, 'ci');
    expect(notices.join()).toContain('the record of rotations could not be brought up to date');
    expect(await app.keys.get('ci')).toBeUndefined();
    expect(await app.sessions.live(0)).toEqual([]);
  });

  test('sessions that can’t be removed leave the key, so that it can be tried again', async () => {
    const stuck: App = {
      ...app,
      sessions: { ...app.sessions, remove: async () => Promise.reject(new Error('disk full')) },
    };
    await expect(removeKey(stuck, 'ci')).rejects.toThrow('disk full');
    expect(await app.keys.get('ci')).toBeDefined();
  });
});
