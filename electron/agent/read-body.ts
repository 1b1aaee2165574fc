import type { IncomingMessage } from 'node:http';
import { badRequest } from './refusal.ts';

/** Far more than any request needs. */
export const MOST_BODY_BYTES = 64 * 1024;

/**
 * Reads the whole body of a request as UTF-8. Throws a Refusal where it is over the limit or no
 * UTF-8, and the stream's own error where the caller goes away before its end.
 */
export async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BODY_BYTES) {
      throw badRequest(413, `the body is over ${MOST_BODY_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    if (error instanceof TypeError) throw badRequest(400, 'the body is not UTF-8');
    throw error;
  }
}
