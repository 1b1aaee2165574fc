import type { ChildProcess } from 'node:child_process';

/** One side's functions, as the other side calls them: data in, data out, by name. */
type Functions<T> = { readonly [K in keyof T]: (...parameters: never[]) => unknown };

type Message =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly name: string;
      readonly parameters: readonly unknown[];
    }
  | {
      readonly kind: 'answer';
      readonly id: number;
      readonly value?: unknown;
      readonly error?: string;
    };

/** The end of a fork channel that a link needs: the child's own `process`, or the parent's child. */
export type Port = Pick<ChildProcess, 'send' | 'connected'> & {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
};

/** Calls of the functions that the other side answers. */
export interface Link<Theirs extends Functions<Theirs>> {
  call<K extends keyof Theirs & string>(
    name: K,
    ...parameters: Parameters<Theirs[K]>
  ): Promise<Awaited<ReturnType<Theirs[K]>>>;
}

const ENDED = 'the other side has ended';

/** What a write to a fork channel fails with whose other end is gone; nothing else ends a pipe of one's own. */
const GONE_CODES = new Set(['EPIPE', 'ECONNRESET', 'ERR_IPC_CHANNEL_CLOSED']);

/** True for the failure of a call whose other side has ended. */
export function isOtherSideGone(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith(ENDED);
}

function writeError(error: NodeJS.ErrnoException): Error {
  return GONE_CODES.has(error.code ?? '') ? new Error(ENDED, { cause: error }) : error;
}

/**
 * Calls both ways over a fork channel. Values cross by structured clone (`serialization: 'advanced'`);
 * of a thrown error only the message crosses. Calls that are open when the channel ends reject.
 */
export function connect<Mine extends Functions<Mine>, Theirs extends Functions<Theirs>>(
  port: Port,
  mine: Mine,
): Link<Theirs> {
  const open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let nextId = 1;
  const post = (message: Message): void => {
    if (!port.connected) return;
    // The other side may end between the check and the write: the write tells before 'disconnect'.
    port.send?.(message, (error) => {
      if (error !== null && message.kind === 'call') {
        open.get(message.id)?.reject(writeError(error));
        open.delete(message.id);
      }
    });
  };
  const answer = async (
    id: number,
    name: string,
    parameters: readonly unknown[],
  ): Promise<void> => {
    try {
      const target = mine[name as keyof Mine] as unknown as
        | ((...all: unknown[]) => unknown)
        | undefined;
      if (target === undefined) throw new Error(`the stand-in has no call ${name}`);
      post({ kind: 'answer', id, value: await target(...parameters) });
    } catch (error) {
      post({ kind: 'answer', id, error: error instanceof Error ? error.message : String(error) });
    }
  };
  port.on('message', (received) => {
    const message = received as Message;
    if (message.kind === 'call') {
      void answer(message.id, message.name, message.parameters);
      return;
    }
    const waiting = open.get(message.id);
    open.delete(message.id);
    if (message.error === undefined) waiting?.resolve(message.value);
    else waiting?.reject(new Error(message.error));
  });
  port.on('disconnect', () => {
    for (const waiting of open.values()) waiting.reject(new Error(ENDED));
    open.clear();
  });
  return {
    call(name, ...parameters) {
      return new Promise((resolve, reject) => {
        if (!port.connected) {
          reject(new Error(`${ENDED}, ${name} can't be asked`));
          return;
        }
        const id = nextId++;
        open.set(id, { resolve: resolve as (value: unknown) => void, reject });
        post({ kind: 'call', id, name, parameters });
      });
    },
  };
}
