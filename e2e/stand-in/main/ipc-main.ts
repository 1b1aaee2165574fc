import type { IpcMain } from 'electron';
import type { FrameView } from '../sides.ts';
import { decodeValue, encodeValue } from '../values.ts';
import { closed } from './closed.ts';
import { answers } from './state.ts';
import { cloned, WebContents } from './web-contents.ts';

type Handler = (event: unknown, ...parameters: unknown[]) => unknown;

const handlers = new Map<string, Handler>();
const listeners = new Map<string, Set<Handler>>();

function on(channel: string, listener: Handler): void {
  const all = listeners.get(channel) ?? new Set();
  listeners.set(channel, all.add(listener));
}

/** `ipcMain`. Channels of `on` have any name, so there is no table of events. */
export const ipcMain = closed('ipcMain', {
  handle(channel: string, handler: Handler) {
    if (handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    handlers.set(channel, handler);
  },
  handleOnce(channel: string, handler: Handler) {
    ipcMain.handle(channel, (...all) => {
      handlers.delete(channel);
      return handler(...all);
    });
  },
  removeHandler: (channel: string) => void handlers.delete(channel),
  on,
  off: (channel: string, listener: Handler) => void listeners.get(channel)?.delete(listener),
  removeListener: (channel: string, listener: Handler) =>
    void listeners.get(channel)?.delete(listener),
  removeAllListeners: (channel: string) => void listeners.delete(channel),
}) satisfies Record<'handle' | 'handleOnce' | 'on' | 'off', unknown> &
  Pick<IpcMain, 'removeHandler'>;

function eventOf(contents: WebContents, frame: FrameView): object {
  return closed('IpcMainInvokeEvent', {
    type: 'frame',
    sender: contents,
    senderFrame: contents.frameOf(frame),
    frameId: frame.isMainFrame ? 1 : 2,
    processId: 1,
    defaultPrevented: false,
    preventDefault: () => undefined,
  });
}

answers.invoke = async (windowId, frame, channel, payload) => {
  const contents = WebContents.fromId(windowId);
  const handler = handlers.get(channel);
  if (contents === undefined) throw new Error('Error: the window is gone');
  if (handler === undefined) throw new Error(`Error: No handler registered for '${channel}'`);
  let value: unknown;
  try {
    value = await handler(eventOf(contents, frame), ...(decodeValue(payload) as unknown[]));
  } catch (error) {
    process.stderr.write(`Error occurred in handler for '${channel}': ${String(error)}\n`);
    throw new Error(String(error));
  }
  try {
    return encodeValue(cloned(value));
  } catch (error) {
    throw new Error(String(error));
  }
};

answers.sent = (windowId, frame, channel, payload) => {
  const contents = WebContents.fromId(windowId);
  if (contents === undefined) return;
  const event = eventOf(contents, frame);
  for (const listener of listeners.get(channel) ?? []) {
    listener(event, ...(decodeValue(payload) as unknown[]));
  }
};
