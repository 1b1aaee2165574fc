import type { Socket } from 'node:net';
import type { AgentAddress } from './agent-address.ts';
import { type AnswerState, type HttpAnswer, readAnswer } from './http-answer.ts';
import { AGENT_HOST } from './protocol.ts';

/** One request. */
export interface AgentRequest {
  readonly path: string;
  /** Sent as JSON by POST; undefined makes it a GET. */
  readonly body?: object;
}

export interface AskLimits {
  /** For all of it, milliseconds. */
  readonly timeMs: number;
  /** By when the first byte must be here, milliseconds; an app that hangs sends none. */
  readonly signMs: number;
}

/**
 * Why there is no answer although somebody listens: no sign of life, no end in time, an end too soon,
 * or something else than our protocol. Nothing says how far the app got.
 */
export type Trouble = 'hung' | 'time-limit' | 'lost' | 'garbled';

/** What came of a request; undefined where no app runs. */
export type Asked = { readonly answer: HttpAnswer } | { readonly trouble: Trouble } | undefined;

/** How long until a full queue of the listener is tried again, milliseconds. */
const RETRY_MS = 20;

/**
 * Asks the running app. Never rejects. HTTP is written by hand because `node:http` takes half as long
 * to load as Node itself does to start, on every AWS call of a user.
 */
export async function askAgent(
  address: AgentAddress,
  request: AgentRequest,
  limits: AskLimits,
): Promise<Asked> {
  // Where no app runs there is no socket to try, and what tries it takes 4 ms to load.
  const isSocket = address.secret === undefined;
  if (isSocket && !process.getBuiltinModule('node:fs').existsSync(address.path)) return undefined;
  for (let tries = 1; ; tries += 1) {
    const asked = await askOnce(address, request, limits);
    if (asked !== 'busy') return asked;
    if (tries * RETRY_MS >= limits.signMs) return { trouble: 'hung' };
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

function askOnce(
  address: AgentAddress,
  request: AgentRequest,
  { timeMs, signMs }: AskLimits,
): Promise<Asked | 'busy'> {
  return new Promise((resolve) => {
    // An import would load all that the module offers, a third more than what is needed here.
    const socket = process.getBuiltinModule('node:net').connect(address.path);
    let bytes: Buffer = Buffer.alloc(0);
    const done = (asked: Asked | 'busy'): void => {
      clearTimeout(limit);
      clearTimeout(sign);
      socket.destroy();
      resolve(asked);
    };
    const limit = setTimeout(() => done({ trouble: 'time-limit' }), timeMs);
    const sign = setTimeout(() => done({ trouble: 'hung' }), signMs);
    const take = (chunk: Buffer): void => {
      clearTimeout(sign);
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
      settle(readAnswer(bytes), done);
    };
    socket.once('connect', () => {
      prove(socket, address, signMs).then(
        () => {
          socket.on('data', take);
          socket.write(requestText(request));
        },
        // Whoever has that pipe is not our app.
        () => done({ trouble: 'garbled' }),
      );
    });
    socket.on('error', (error: NodeJS.ErrnoException) => done(meaningOf(error)));
    socket.on('close', () => done({ trouble: 'lost' }));
  });
}

function settle(state: AnswerState, done: (asked: Asked) => void): void {
  if (state.kind === 'answer') {
    done({ answer: state.answer });
  } else if (state.kind === 'garbled') {
    done({ trouble: 'garbled' });
  }
}

/** Only a Windows pipe has a secret, so that nobody else pays for loading what proves it. */
async function prove(socket: Socket, { secret }: AgentAddress, timeMs: number): Promise<void> {
  if (secret !== undefined) {
    const { proveAsClient } = await import('./handshake.ts');
    const { systemRandom } = await import('../node/random.ts');
    await proveAsClient(socket, secret, systemRandom(), timeMs);
  }
}

function requestText({ path, body }: AgentRequest): string {
  const start = (method: string): string => `${method} ${path} HTTP/1.1\r\nHost: ${AGENT_HOST}\r\n`;
  if (body === undefined) {
    return `${start('GET')}Connection: close\r\n\r\n`;
  }
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  return `${start('POST')}Content-Type: application/json\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${text}`;
}

function meaningOf({ code }: NodeJS.ErrnoException): Asked | 'busy' {
  switch (code) {
    // Not started, or killed and its socket left behind.
    case 'ENOENT':
    case 'ECONNREFUSED':
      return undefined;
    // Linux, for a listener whose queue is full; Windows, for a pipe of which all ends are taken.
    case 'EAGAIN':
    case 'EBUSY':
      return 'busy';
    default:
      return { trouble: 'lost' };
  }
}
