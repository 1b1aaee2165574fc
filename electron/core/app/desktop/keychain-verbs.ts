import { isRoleValetError, RoleValetError } from '../../../contract/errors.ts';
import type { Done } from '../../../contract/results.ts';
import type { App } from '../app.ts';
import { serverTime } from '../server-time.ts';
import { answering } from './answering.ts';
import type { Desktop } from './desktop.ts';
import { openOwnWorld, type World } from './world.ts';

/** Going on without a keychain, and coming back to it. */
export function keychainVerbs(desktop: Desktop) {
  return answering(desktop, {
    useMemoryOnly: async (): Promise<Done> => {
      requireOwnWorld(desktop);
      await desktop.goTo(() => openWorld(desktop, true));
      return {
        message: 'Going on without a keychain: nothing is kept after this run',
        notices: [],
      };
    },
    retryKeychain: async (): Promise<Done> => {
      requireOwnWorld(desktop);
      const isMemoryOnly = desktop.snapshot.keychain.state === 'memory-only';
      const fault = isMemoryOnly ? await leaveMemory(desktop) : await lookAgain(desktop);
      return fault === undefined
        ? { message: 'The keychain is there', notices: [] }
        : { message: 'The keychain is still not there', notices: [fault] };
    },
  });
}

/** Wires the user's own world anew; gives why there is no keychain, if there is none. */
async function lookAgain(desktop: Desktop): Promise<string | undefined> {
  await desktop.goTo(() => openWorld(desktop, false));
  return desktop.snapshot.keychain.failure?.message;
}

/**
 * Goes over to the keychain with the sessions that are in memory. Where there is none still, or it
 * can't take them, everything stays as it is, and the reason is given.
 */
async function leaveMemory(desktop: Desktop): Promise<string | undefined> {
  let fault: string | undefined;
  await desktop.goTo(async (current) => {
    const world = await openWorld(desktop, false);
    try {
      await world.app.keys.names();
      await takeSessions(current.app, world.app);
    } catch (error) {
      if (!isRoleValetError(error)) throw error;
      fault = error.message;
      return undefined;
    }
    return world;
  });
  return fault;
}

async function takeSessions(from: App, to: App): Promise<void> {
  const now = await serverTime(from);
  for (const session of await from.sessions.live(now)) {
    await to.sessions.put(session, now);
  }
}

function openWorld(desktop: Desktop, memoryOnly: boolean): Promise<World> {
  const { settings, ports } = desktop;
  const { keepSessions } = settings.current.settings;
  return openOwnWorld(ports, { memoryOnly, keepSessions, settings });
}

function requireOwnWorld(desktop: Desktop): void {
  if (desktop.world.practice === undefined) return;
  throw new RoleValetError(
    'USAGE',
    'the practice organisation has its own keys',
    'Leave the practice organisation first.',
  );
}
