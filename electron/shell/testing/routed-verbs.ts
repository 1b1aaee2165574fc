import type Electron from 'electron';
import { VERB_NAMES, type VerbName, verbChannel } from '../../contract/names.ts';
import type { Result } from '../../contract/results.ts';
import { VERB_SCHEMAS } from '../../contract/schemas.ts';
import type { Verbs } from '../../contract/verbs.ts';
import { type IpcRouterOptions, serveVerbs } from '../ipc-router.ts';
import type { SenderVerdict } from '../trusted-sender.ts';
import { type RecordedLog, recordedLog } from './recorded-log.ts';

/** Looks like a secret access key, as AWS's documentation writes one. */
export const PLANTED_SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

interface RoutedOptions {
  /** What every verb answers. */
  readonly answer?: () => Result<unknown>;
  readonly trust?: SenderVerdict | (() => SenderVerdict);
  readonly schemas?: IpcRouterOptions['schemas'];
}

interface Routed {
  readonly channels: readonly string[];
  /** What reached a verb: its name and arguments. */
  readonly calls: unknown[][];
  readonly log: RecordedLog;
  /** Sends to a verb's channel, as a page would; nothing thrown is caught here. */
  send(name: VerbName, ...parameters: readonly unknown[]): Promise<unknown>;
}

/** A router over a fake `ipcMain` and verbs that only write down how they were called. */
export function routed(options: RoutedOptions = {}): Routed {
  const { answer = () => ({ ok: true, value: null }), trust = { trusted: true } } = options;
  const listeners = new Map<string, (event: never, ...parameters: unknown[]) => unknown>();
  const calls: unknown[][] = [];
  const log = recordedLog();
  const verbs = Object.fromEntries(
    VERB_NAMES.map((name) => [
      name,
      async (...parameters: unknown[]) => {
        calls.push([name, ...parameters]);
        return answer();
      },
    ]),
  ) as unknown as Verbs;
  const ipcMain = {
    handle: (channel, listener) => {
      listeners.set(channel, listener);
    },
  } satisfies Pick<Electron.IpcMain, 'handle'>;
  serveVerbs({
    ipcMain,
    verbs,
    schemas: options.schemas ?? VERB_SCHEMAS,
    isTrusted: () => (typeof trust === 'function' ? trust() : trust),
    logger: log,
  });
  return {
    channels: [...listeners.keys()],
    calls,
    log,
    send: async (name, ...parameters) =>
      listeners.get(verbChannel(name))?.({} as never, ...parameters),
  };
}
