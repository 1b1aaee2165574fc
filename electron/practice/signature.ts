import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { StsFault } from './sts-fault.ts';
import type { WireRequest } from './wire.ts';

/** The parts of an Authorization header. */
export interface Signature {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** The moment that the request says it was signed, epoch milliseconds. */
  readonly signedAt: number;
  readonly amzDate: string;
}

const HEADER =
  /^AWS4-HMAC-SHA256\s+Credential=([^/,]+)\/(\d{8})\/([^/,]+)\/([^/,]+)\/aws4_request\s*,\s*SignedHeaders=([^,\s]+)\s*,\s*Signature=([0-9a-f]{64})\s*$/;

const TOLERANCE_MS = 15 * 60_000;

/** Reads the signature. Throws MissingAuthenticationToken or IncompleteSignature as STS does. */
export function readSignature(request: WireRequest): Signature {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    throw new StsFault('MissingAuthenticationToken', 403, 'Request is missing Authentication Token');
  }
  const match = HEADER.exec(authorization);
  const amzDate = request.headers['x-amz-date'] ?? '';
  const time = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(amzDate);
  if (match === null || time === null) {
    throw new StsFault(
      'IncompleteSignature',
      400,
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header, and all of Credential, SignedHeaders and Signature.",
    );
  }
  const [, accessKeyId = '', date = '', region = '', service = '', headers = '', signature = ''] = match;
  const [, year, month, day, hour, minute, second] = time.map(Number);
  const signedAt = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
  return { accessKeyId, date, region, service, signedHeaders: headers.split(';'), signature, signedAt, amzDate };
}

/** Compares with the signature that the secret gives. Throws SignatureDoesNotMatch in STS's words. */
export function checkSignature(request: WireRequest, given: Signature, secret: string, now: number): void {
  checkTime(given, now);
  if (given.service !== 'sts') {
    throw new StsFault(
      'SignatureDoesNotMatch',
      403,
      `Credential should be scoped to correct service: 'sts'. `,
    );
  }
  const expected = Buffer.from(signatureOf(request, given, secret), 'hex');
  if (!timingSafeEqual(expected, Buffer.from(given.signature, 'hex'))) {
    throw new StsFault(
      'SignatureDoesNotMatch',
      403,
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
}

function checkTime({ signedAt, amzDate }: Signature, now: number): void {
  const compact = (at: number): string => `${new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  if (signedAt < now - TOLERANCE_MS) {
    throw new StsFault(
      'SignatureDoesNotMatch',
      403,
      `Signature expired: ${amzDate} is now earlier than ${compact(now - TOLERANCE_MS)} (${compact(now)} - 15 min.)`,
    );
  }
  if (signedAt > now + TOLERANCE_MS) {
    throw new StsFault(
      'SignatureDoesNotMatch',
      403,
      `Signature not yet current: ${amzDate} is still later than ${compact(now + TOLERANCE_MS)} (${compact(now)} + 15 min.)`,
    );
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function signatureOf(request: WireRequest, given: Signature, secret: string): string {
  const [path = '/', query = ''] = request.url.split('?');
  const canonical = [
    request.method,
    path,
    canonicalQuery(query),
    ...given.signedHeaders.map(
      (name) => `${name}:${(request.headers[name] ?? '').trim().replaceAll(/\s+/g, ' ')}`,
    ),
    '',
    given.signedHeaders.join(';'),
    sha256(request.body),
  ].join('\n');
  const scope = `${given.date}/${given.region}/${given.service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', given.amzDate, scope, sha256(Buffer.from(canonical))].join('\n');
  const key = [given.date, given.region, given.service, 'aws4_request'].reduce<Buffer>(
    (current, part) => createHmac('sha256', current).update(part).digest(),
    Buffer.from(`AWS4${secret}`),
  );
  return createHmac('sha256', key).update(text).digest('hex');
}

function canonicalQuery(query: string): string {
  const encode = (text: string): string =>
    encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return [...new URLSearchParams(query)]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
