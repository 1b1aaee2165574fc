import type { Socket } from 'node:net';
import { type AnswerHeaders, headersFor } from './answer-headers.ts';
import { badRequest, type Refusal } from './refusal.ts';

interface Connection {
  readonly deadline: NodeJS.Timeout;
  /** An answer is on its way: a second one would be taken for part of it. */
  isAnswered: boolean;
}

export interface ConnectionLimits {
  /** From the connection to the last byte of its request, milliseconds. */
  readonly requestTimeMs: number;
  /** Connections at one time; more are ended at once. */
  readonly connections: number;
}

/**
 * The open connections of a server, each with one request and one answer. Node's own time limits are
 * looked at only now and then, and not at all for connections that another server has accepted.
 */
export class Connections {
  readonly #open = new Map<Socket, Connection>();
  readonly #limits: ConnectionLimits;

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
  }

  /** Takes a new connection in, or ends it where there are too many. */
  add(socket: Socket): void {
    if (this.#open.size >= this.#limits.connections) {
      socket.destroy();
      return;
    }
    const late = (): void => this.#end(socket);
    const deadline = setTimeout(late, this.#limits.requestTimeMs);
    this.#open.set(socket, { deadline, isAnswered: false });
    socket.once('close', () => {
      clearTimeout(deadline);
      this.#open.delete(socket);
    });
  }

  /** The request is here as a whole: its answer may take its time. */
  setRead(socket: Socket): void {
    clearTimeout(this.#open.get(socket)?.deadline);
  }

  /** True where the caller may answer now; from then on nobody else may. */
  claimAnswer(socket: Socket): boolean {
    const connection = this.#open.get(socket);
    if (connection === undefined || connection.isAnswered) {
      return false;
    }
    connection.isAnswered = true;
    return true;
  }

  /** Answers where HTTP broke off, and ends the connection; lets an answer under way come through. */
  refuse(socket: Socket, refusal: Refusal): void {
    if (!this.claimAnswer(socket)) {
      return;
    }
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const body = Buffer.from(JSON.stringify(refusal.answer));
    const head = `HTTP/1.1 ${refusal.status} Refused\r\n${headerLines(headersFor(body))}\r\n`;
    socket.end(`${head}${body}`, () => socket.destroy());
  }

  endAll(): void {
    for (const socket of [...this.#open.keys()]) {
      socket.destroy();
    }
  }

  #end(socket: Socket): void {
    if (this.#open.get(socket)?.isAnswered === true) {
      // It was refused long ago, and goes on sending or does not read.
      socket.destroy();
    } else {
      this.refuse(socket, badRequest(408, 'the request took too long'));
    }
  }
}

function headerLines(headers: AnswerHeaders): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
}
