export type AnswerHeaders = Readonly<Record<string, string | number>>;

/** The headers of every answer. */
export function headersFor(body: Uint8Array): AnswerHeaders {
  return {
    'content-type': 'application/json',
    'content-length': body.byteLength,
    'cache-control': 'no-store',
    // One request a connection: what comes behind it is nobody's.
    connection: 'close',
  };
}
