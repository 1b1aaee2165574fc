import { afterEach, describe, expect, test } from 'vitest';
import { RoleValetError } from '../../../contract/errors.ts';
import { noKeyStore } from '../../keys/key-store.ts';
import { memorySessionStore } from '../../sessions/session-store.ts';
import type { StoredSession } from '../../sessions/types.ts';
import type { App } from '../app.ts';
import { loadContext } from '../load-context.ts';
import { obtainSession } from '../obtain-session.ts';
import { type PracticeDesktop, practiceDesktop } from './testing/practice-desktop.ts';

let valet: PracticeDesktop;
afterEach(() => valet.close());

async function noService(): Promise<never> {
  throw new RoleValetError(
    'KEYCHAIN_UNAVAILABLE',
    'there is no Secret Service on this machine',
    'Install gnome-keyring, KWallet or KeePassXC.',
  );
}

const stillNotThere = {
  ok: true,
  value: {
    message: 'The keychain is still not there',
    notices: ['there is no Secret Service on this machine'],
  },
};

/** A session as the command line makes one beside this app, and takes out of the store again. */
async function madeElsewhere({ practice }: PracticeDesktop): Promise<StoredSession> {
  const app = practice.restarted();
  await obtainSession(app, await loadContext(app), 'shop-dev-readonly', {});
  const [session] = await app.sessions.live(0);
  if (session === undefined) throw new Error('no session was made');
  await app.sessions.remove(() => true);
  return session;
}

/** An app whose keychain can't be reached. */
function withoutKeychain(app: App): App {
  return {
    ...app,
    keys: { ...app.keys, names: noService, get: noService, put: noService, remove: noService },
    sessions: { ...app.sessions, live: noService, put: noService, remove: noService },
  };
}

describe('without a keychain service', () => {
  test('roles are listed all the same, and what needs a key says what is missing', async () => {
    valet = await practiceDesktop({ wire: (_, app) => withoutKeychain(app) });
    expect(valet.desktop.snapshot.keychain).toMatchObject({
      state: 'unavailable',
      failure: { code: 'KEYCHAIN_UNAVAILABLE', hint: expect.stringContaining('gnome-keyring') },
    });
    expect(valet.desktop.snapshot.roles.length).toBeGreaterThan(5);
    expect(valet.desktop.snapshot.keys).toEqual([]);
    const result = await valet.verbs.addKey({
      profile: 'work',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      mfaSerial: '',
      replace: false,
    });
    expect(result).toMatchObject({ ok: false });
  });

  test('the user can go on in memory, and look for the keychain again', async () => {
    let isThere = false;
    valet = await practiceDesktop({
      wire: ({ memoryOnly }, app) => {
        if (memoryOnly) {
          return { ...app, keys: noKeyStore(), sessions: memorySessionStore(), sealer: undefined };
        }
        return isThere ? app : withoutKeychain(app);
      },
    });
    expect(await valet.verbs.retryKeychain()).toMatchObject(stillNotThere);
    expect(valet.desktop.snapshot.keychain.state).toBe('unavailable');
    expect(await valet.verbs.useMemoryOnly()).toMatchObject({ ok: true });
    expect(valet.desktop.snapshot.keychain).toEqual({ state: 'memory-only' });
    expect(valet.wired.at(-1)).toMatchObject({ memoryOnly: true });
    const { app } = valet.desktop.world;
    const session = await madeElsewhere(valet);
    await app.sessions.put(session, app.clock.now());
    await valet.desktop.refreshLive();
    expect(valet.role('shop-dev-readonly')?.state).toBe('active');

    // What is in memory must not be lost to a look that finds nothing.
    expect(await valet.verbs.retryKeychain()).toMatchObject(stillNotThere);
    expect(valet.desktop.snapshot.keychain).toEqual({ state: 'memory-only' });
    expect(valet.role('shop-dev-readonly')?.state).toBe('active');
    isThere = true;
    expect(await valet.verbs.retryKeychain()).toMatchObject({
      ok: true,
      value: { message: 'The keychain is there' },
    });
    expect(valet.desktop.snapshot.keychain).toEqual({ state: 'ready' });
    expect(valet.desktop.snapshot.keys).toHaveLength(2);
    expect(valet.role('shop-dev-readonly')?.state).toBe('active');
    expect(await valet.practice.restarted().sessions.live(0)).toEqual([session]);
  });
});

describe('a setting', () => {
  test('that keeps no sessions takes them out of the file, and what is live stays live', async () => {
    valet = await practiceDesktop();
    const kept = () => valet.practice.restarted().sessions.live(0);
    await valet.verbs.copyExports('shop-dev-readonly', 'sh');
    expect(await kept()).toHaveLength(1);
    await valet.verbs.saveSettings({ keepSessions: false });
    expect(await kept()).toEqual([]);
    await valet.verbs.saveSettings({ theme: 'dark' });
    expect(valet.role('shop-dev-readonly')).toMatchObject({ state: 'active' });
    await valet.verbs.saveSettings({ keepSessions: true });
    expect(await kept()).toHaveLength(1);
    expect(valet.desktop.snapshot.settings).toMatchObject({ theme: 'dark', keepSessions: true });
  });

  test('that changes while a role is assumed loses no session', async () => {
    valet = await practiceDesktop();
    const [copied] = await Promise.all([
      valet.verbs.copyExports('shop-dev-readonly', 'sh'),
      valet.verbs.saveSettings({ keepSessions: false }),
    ]);
    expect(copied).toMatchObject({ ok: true });
    expect(valet.role('shop-dev-readonly')).toMatchObject({ state: 'active' });
    expect(await valet.practice.restarted().sessions.live(0)).toEqual([]);
  });

  test('that could not be carried out is carried out by the next try', async () => {
    let isFull = false;
    valet = await practiceDesktop({
      wire: (_, app) => ({
        ...app,
        sessions: {
          ...app.sessions,
          keep: async (isKept, now) => {
            if (isFull) throw new RoleValetError('DISK_FULL', 'the disk is full', 'Make room.');
            await app.sessions.keep?.(isKept, now);
          },
        },
      }),
    });
    await valet.verbs.copyExports('shop-dev-readonly', 'sh');
    isFull = true;
    expect(await valet.verbs.saveSettings({ keepSessions: false })).toMatchObject({
      ok: false,
      error: { code: 'DISK_FULL' },
    });
    // What is stored is shown, whatever became of it.
    expect(valet.desktop.snapshot.settings.keepSessions).toBe(false);
    isFull = false;
    expect((await valet.verbs.saveSettings({ keepSessions: false })).ok).toBe(true);
    expect(await valet.practice.restarted().sessions.live(0)).toEqual([]);
  });

  test('that can’t be is refused by name, and nothing changes', async () => {
    valet = await practiceDesktop();
    const result = await valet.verbs.saveSettings({ sharedTarget: 'two words]' });
    expect(result).toMatchObject({ ok: false, error: { code: 'USAGE' } });
    expect(valet.desktop.snapshot.settings.sharedTarget).toBe('current');
  });
});
