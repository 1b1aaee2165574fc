import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Random } from '../core/ports.ts';
import { readExactly } from './read-exactly.ts';

/**
 * Who is at the other end of a Windows pipe? Any user may list pipes and make one under the name of
 * an app that has ended, so before anything else both ends prove that they have read the same
 * owner-only file: the client sends a random challenge, the server answers with its own challenge and
 * a proof over both, and the client, once that holds, sends its proof. Neither sends the secret, and
 * a proof of one end is none for the other.
 */
const CHALLENGE_BYTES = 32;
const PROOF_BYTES = 32;

/** How long either end waits for the other's part, milliseconds. */
export const HANDSHAKE_TIME_MS = 5_000;

/** The client's part. Rejects where the server can't prove the secret; then nothing was sent but a random number. */
export async function proveAsClient(
  socket: Socket,
  secret: Uint8Array,
  random: Random,
  timeMs: number,
): Promise<void> {
  const own = random.bytes(CHALLENGE_BYTES);
  socket.write(own);
  const answer = await readExactly(socket, CHALLENGE_BYTES + PROOF_BYTES, timeMs);
  const theirs = answer.subarray(0, CHALLENGE_BYTES);
  requireProof(answer.subarray(CHALLENGE_BYTES), proof('server', secret, own, theirs));
  socket.write(proof('client', secret, own, theirs));
}

/** The server's part. Rejects where the client can't prove the secret. */
export async function proveAsServer(
  socket: Socket,
  secret: Uint8Array,
  random: Random,
  timeMs: number,
): Promise<void> {
  const theirs = await readExactly(socket, CHALLENGE_BYTES, timeMs);
  const own = random.bytes(CHALLENGE_BYTES);
  socket.write(Buffer.concat([own, proof('server', secret, theirs, own)]));
  const answer = await readExactly(socket, PROOF_BYTES, timeMs);
  requireProof(answer, proof('client', secret, theirs, own));
}

function proof(
  end: 'client' | 'server',
  secret: Uint8Array,
  clientChallenge: Uint8Array,
  serverChallenge: Uint8Array,
): Buffer {
  return createHmac('sha256', secret)
    .update(`role-valet agent ${end}\n`)
    .update(clientChallenge)
    .update(serverChallenge)
    .digest();
}

function requireProof(given: Uint8Array, right: Uint8Array): void {
  if (!timingSafeEqual(given, right)) {
    throw new Error('the other end of the pipe does not know the secret');
  }
}
