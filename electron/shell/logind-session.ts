import type { Environment } from '../core/ports.ts';
import type { BusClient } from './bus-client.ts';

const LOGIN = 'org.freedesktop.login1';

/**
 * The object path of the session that this process belongs to. A program that the user's systemd
 * started is in no session by its process id; then the environment names it, or `auto` finds the one
 * on the user's screen. Rejects with logind's last answer.
 */
export async function ownSession(bus: BusClient, environment: Environment): Promise<string> {
  const id = environment.XDG_SESSION_ID;
  const ways = [
    // 0 stands for whoever asks, which is right in any process id namespace.
    { member: 'GetSessionByPID', signature: 'u', body: [0] },
    ...(id ? [{ member: 'GetSession', signature: 's', body: [id] }] : []),
    { member: 'GetSession', signature: 's', body: ['auto'] },
  ];
  let problem: unknown;
  for (const way of ways) {
    try {
      return checkedPath(
        await bus.call({
          destination: LOGIN,
          path: '/org/freedesktop/login1',
          interface: `${LOGIN}.Manager`,
          ...way,
        }),
      );
    } catch (error) {
      problem = error;
    }
  }
  throw problem;
}

/** It goes into match rules, whose quoting it must not break. */
function checkedPath(path: unknown): string {
  if (typeof path !== 'string' || !/^\/[\w/]+$/.test(path)) {
    throw new Error('logind named a session in a way that is no object path');
  }
  return path;
}
