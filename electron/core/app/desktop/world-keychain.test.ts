import { afterEach, describe, expect, test } from 'vitest';
import { RoleValetError } from '../../../contract/errors.ts';
import { noKeyStore } from '../../keys/key-store.ts';
import { memorySessionStore } from '../../sessions/session-store.ts';
import type { App } from '../app.ts';
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
    expect(await valet.verbs.useMemoryOnly()).toMatchObject({ ok: true });
    expect(valet.desktop.snapshot.keychain).toEqual({ state: 'memory-only' });
    expect(valet.wired.at(-1)).toMatchObject({ memoryOnly: true });

    expect(await valet.verbs.retryKeychain()).toMatchObject({
      ok: true,
      value: { message: 'The keychain is still not there' },
    });
    isThere = true;
    await valet.verbs.retryKeychain();
    expect(valet.desktop.snapshot.keychain).toEqual({ state: 'ready' });
    expect(valet.desktop.snapshot.keys).toHaveLength(2);
  });
});

describe('a setting', () => {
  test('that keeps no sessions wires the app anew, and not where nothing changed', async () => {
    valet = await practiceDesktop();
    await valet.verbs.saveSettings({ theme: 'dark' });
    expect(valet.wired).toHaveLength(1);
    await valet.verbs.saveSettings({ keepSessions: false });
    expect(valet.wired.at(-1)).toMatchObject({ keepSessions: false });
    expect(valet.desktop.snapshot.settings).toMatchObject({ theme: 'dark', keepSessions: false });
  });

  test('that can’t be is refused by name, and nothing changes', async () => {
    valet = await practiceDesktop();
    const result = await valet.verbs.saveSettings({ sharedTarget: 'two words]' });
    expect(result).toMatchObject({ ok: false, error: { code: 'USAGE' } });
    expect(valet.desktop.snapshot.settings.sharedTarget).toBe('current');
  });
});
