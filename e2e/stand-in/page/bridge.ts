/// <reference lib="dom" />
/**
 * Runs in every frame before page code: takes the raw binding away, and in the main frame runs the
 * preload script over it. Joined with values.ts and context-bridge.ts by host/page-script.ts.
 */
import { decodeValue, encodeValue } from '../values.ts';
import { exposeInMainWorld } from './context-bridge.ts';

type Listener = (event: object, ...values: unknown[]) => void;
type Preload = (
  require: (name: string) => unknown,
  module: { exports: object },
  exports: object,
  process: object,
) => void;

/** What the page tells the host; `url` is where it was when it did. */
export type PageMessage = { readonly url: string } & (
  | { kind: 'invoke'; id: number; channel: string; payload: string }
  | { kind: 'send'; channel: string; payload: string }
  | { kind: 'violation'; directive: string; blocked: string }
  | { kind: 'preload-error'; message: string }
);

/** What the host tells the page. */
export type HostMessage =
  | { kind: 'answer'; id: number; payload: string }
  | { kind: 'failure'; id: number; message: string }
  | { kind: 'event'; channel: string; payload: string };

/** Starts the frame; `preload` is undefined where the window has none. */
export function startFrame(bindingName: string, platform: string, preload?: Preload): void {
  const raw = Reflect.get(window, bindingName) as (text: string) => void;
  Reflect.deleteProperty(window, bindingName);
  if (window !== window.parent) return;
  const here = location;
  const { parse, stringify } = JSON;
  const clone = structuredClone;
  const tell = (message: object): void => raw(stringify({ ...message, url: here.href }));

  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const listeners = new Map<string, Set<Listener>>();
  let nextId = 1;

  /** The copy that the other process gets, or Electron's words. */
  const payloadOf = (values: unknown[]): string => {
    let copy: unknown[];
    try {
      copy = clone(values);
    } catch {
      throw new Error('An object could not be cloned.');
    }
    return encodeValue(copy);
  };

  const receive = (text: string): void => {
    const message = parse(text) as HostMessage;
    if (message.kind === 'event') {
      const values = decodeValue(message.payload) as unknown[];
      const event = { sender: ipcRenderer, ports: [] };
      for (const listener of [...(listeners.get(message.channel) ?? [])])
        listener(event, ...values);
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'answer') call?.resolve(decodeValue(message.payload));
    else call?.reject(new Error(message.message));
  };

  const ipcRenderer = {
    invoke(channel: string, ...values: unknown[]): Promise<unknown> {
      return new Promise((resolve, reject) => {
        const id = nextId++;
        const payload = payloadOf(values);
        waiting.set(id, { resolve, reject });
        tell({ kind: 'invoke', id, channel, payload });
      });
    },
    send(channel: string, ...values: unknown[]): void {
      tell({ kind: 'send', channel, payload: payloadOf(values) });
    },
    on(channel: string, listener: Listener): object {
      const all = listeners.get(channel) ?? new Set<Listener>();
      listeners.set(channel, all.add(listener));
      return ipcRenderer;
    },
    once(channel: string, listener: Listener): object {
      const first: Listener = (...all) => {
        ipcRenderer.off(channel, first);
        listener(...all);
      };
      return ipcRenderer.on(channel, first);
    },
    off(channel: string, listener: Listener): object {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
    removeListener: (channel: string, listener: Listener) => ipcRenderer.off(channel, listener),
    removeAllListeners(channel: string): object {
      listeners.delete(channel);
      return ipcRenderer;
    },
  };

  // The host takes the function out of this event (Runtime.consoleAPICalled); the page can't see it.
  // biome-ignore lint/suspicious/noConsole: it is the way to the host.
  console.debug(receive);
  document.addEventListener('securitypolicyviolation', (event) => {
    tell({ kind: 'violation', directive: event.effectiveDirective, blocked: event.blockedURI });
  });
  if (preload === undefined) return;

  const electron = closedMembers('electron', {
    contextBridge: closedMembers('contextBridge', { exposeInMainWorld }),
    ipcRenderer: closedMembers('ipcRenderer', ipcRenderer),
  });
  const modules = new Map<string, object>([
    ['electron', electron],
    ['electron/renderer', electron],
    ['timers', { setTimeout, clearTimeout, setInterval, clearInterval }],
    ['url', { URL, URLSearchParams }],
  ]);
  const require = (name: string): unknown => {
    const found = modules.get(name.replace(/^node:/, ''));
    if (found === undefined) throw new Error(`module not found: ${name}`);
    return found;
  };
  const process = closedMembers('process', {
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    platform,
    versions: {},
  });
  const module = { exports: {} };
  try {
    preload(require, module, module.exports, process);
  } catch (error) {
    // The page runs on without its bridge, as in Electron; main hears of it.
    tell({
      kind: 'preload-error',
      message: error instanceof Error ? error.message : String(error),
    });
  }
}

function closedMembers<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get(target, key, receiver) {
      if (typeof key === 'string' && !(key in target) && key !== '__esModule') {
        throw new Error(`the Electron stand-in's preload has no ${name}.${key}`);
      }
      return Reflect.get(target, key, receiver);
    },
  });
}
