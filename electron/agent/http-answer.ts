/** Most bytes of an answer's header, and of its body: a trio has some 2,000. */
const MOST_HEADER_BYTES = 8 * 1024;
const MOST_BODY_BYTES = 256 * 1024;

/** A whole answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** What the bytes so far are: an answer, the start of one, or none. */
export type AnswerState =
  | { readonly kind: 'answer'; readonly answer: HttpAnswer }
  | { readonly kind: 'more' }
  | { readonly kind: 'garbled' };

const MORE: AnswerState = { kind: 'more' };
const GARBLED: AnswerState = { kind: 'garbled' };

/**
 * Reads the answer of our own server, and nothing looser: a status line, headers, one
 * Content-Length, and exactly that many bytes. Answers before the answer (1xx) are passed over.
 */
export function readAnswer(bytes: Buffer): AnswerState {
  let start = 0;
  for (;;) {
    const end = bytes.indexOf('\r\n\r\n', start);
    if (end - start > MOST_HEADER_BYTES) return GARBLED;
    if (end === -1) return bytes.length - start > MOST_HEADER_BYTES ? GARBLED : MORE;
    const [statusLine = '', ...headers] = bytes.toString('latin1', start, end).split('\r\n');
    const status = Number(/^HTTP\/1\.1 ([1-5]\d\d)(?: [\t -~]*)?$/.exec(statusLine)?.[1]);
    if (Number.isNaN(status) || !headers.every(isHeader)) return GARBLED;
    start = end + 4;
    if (status >= 200) return readBody(bytes, start, status, headers);
  }
}

function readBody(
  bytes: Buffer,
  start: number,
  status: number,
  headers: readonly string[],
): AnswerState {
  const lengths = headers.filter((line) => /^content-length:/i.test(line));
  const digits = /^[^:]+:[ \t]*(\d{1,7})[ \t]*$/.exec(lengths[0] ?? '')?.[1];
  const isChunked = headers.some((line) => /^transfer-encoding:/i.test(line));
  if (lengths.length !== 1 || digits === undefined || isChunked) return GARBLED;
  const end = start + Number(digits);
  if (Number(digits) > MOST_BODY_BYTES || bytes.length > end) return GARBLED;
  return bytes.length < end
    ? MORE
    : { kind: 'answer', answer: { status, body: bytes.toString('utf8', start, end) } };
}

function isHeader(line: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t -~]*$/.test(line);
}
