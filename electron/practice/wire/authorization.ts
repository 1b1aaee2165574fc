import { createHash } from 'node:crypto';
import { StsFailure } from '../sts-failure.ts';
import type { HttpRequest } from './http-request.ts';
import type { CredentialScope } from './signature.ts';

/** The services that answer here; a signature is for one of them. */
export type Service = 'sts' | 'iam';

/** The parts of a signed request's Authorization header, with the time it was signed. */
export interface Authorization {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** YYYYMMDDTHHMMSSZ. */
  readonly timestamp: string;
  /** The same, epoch milliseconds. */
  readonly signedAt: number;
}

/**
 * Reads the Authorization header. Throws MissingAuthenticationToken, IncompleteSignature, or
 * SignatureDoesNotMatch where the credential scope cannot be right. Signatures in the query string
 * (presigned URLs) are not supported: they count as missing.
 */
export function readAuthorization(request: HttpRequest, service: Service): Authorization {
  const header = request.headers.get('authorization');
  if (header === undefined) {
    throw new StsFailure(
      'MissingAuthenticationToken',
      403,
      'Request is missing Authentication Token',
    );
  }
  const [algorithm, ...rest] = header.trim().split(/\s+/);
  if (algorithm !== 'AWS4-HMAC-SHA256') {
    throw incomplete(`Unsupported AWS 'algorithm': '${algorithm}'.`);
  }
  const fields = readFields(rest.join(' '));
  const timestamp = request.headers.get('x-amz-date');
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !fields.has(name))
    .map((name) => `Authorization header requires '${name}' parameter.`);
  if (timestamp === undefined) {
    missing.push(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    );
  }
  if (missing.length > 0) {
    const hash = createHash('sha256').update(header).digest('base64');
    throw incomplete(
      `${missing.join(' ')} (Hashed with SHA-256 and encoded with Base64) Authorization=${hash}`,
    );
  }
  const signedHeaders = (fields.get('SignedHeaders') ?? '').split(';');
  if (!signedHeaders.includes('host')) {
    throw mismatch("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  return {
    ...readCredential(fields.get('Credential') ?? '', timestamp ?? '', service),
    signedHeaders,
    signature: fields.get('Signature') ?? '',
    timestamp: timestamp ?? '',
    signedAt: readTimestamp(timestamp ?? ''),
  };
}

/** 403 SignatureDoesNotMatch. */
export function mismatch(message: string): StsFailure {
  return new StsFailure('SignatureDoesNotMatch', 403, message);
}

/** Epoch milliseconds as YYYYMMDDTHHMMSSZ. */
export function timestampText(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function incomplete(message: string): StsFailure {
  return new StsFailure('IncompleteSignature', 400, message);
}

function readFields(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const part of text.split(',')) {
    const equals = part.indexOf('=');
    if (equals < 0) {
      throw incomplete(
        `'${part.trim()}' not a valid key=value pair (missing equal-sign) in Authorization header: '${text}'.`,
      );
    }
    fields.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  return fields;
}

function readCredential(
  credential: string,
  timestamp: string,
  expected: Service,
): Pick<Authorization, 'accessKeyId' | 'scope'> {
  const [accessKeyId, date, region, service, terminator] = credential.split('/');
  if (
    accessKeyId === undefined ||
    date === undefined ||
    region === undefined ||
    service === undefined ||
    terminator === undefined
  ) {
    throw incomplete(
      `Credential must have at least 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  if (terminator !== 'aws4_request') {
    throw mismatch(
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'. `,
    );
  }
  if (service !== expected) {
    throw mismatch(`Credential should be scoped to correct service: '${expected}'. `);
  }
  const signedDate = timestamp.slice(0, 8);
  if (date !== signedDate) {
    throw mismatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${signedDate}', from '${timestamp}'.`,
    );
  }
  return { accessKeyId, scope: { date, region, service } };
}

function readTimestamp(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  const epochMs =
    match === null
      ? Number.NaN
      : Date.parse(`${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}Z`);
  if (!Number.isFinite(epochMs)) {
    throw incomplete(
      `Date must be in ISO-8601 'basic format'. Got '${text}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  }
  return epochMs;
}
