import { bearerOf } from './access-keys.ts';
import type { Caller } from './caller.ts';
import { isSameText } from './same-text.ts';
import { invalidClientToken, StsFailure } from './sts-failure.ts';
import type { StsState } from './sts-state.ts';
import { type Authorization, mismatch, timestampText } from './wire/authorization.ts';
import type { HttpRequest } from './wire/http-request.ts';
import { signatureOf } from './wire/signature.ts';

/** How early or late a signature may be, milliseconds. */
const TOLERANCE = 15 * 60_000;

/**
 * Who signed the request. Throws, in this order: SignatureDoesNotMatch for a wrong clock or region,
 * InvalidClientTokenId for an unknown or inactive key or a wrong token, ExpiredToken, and
 * SignatureDoesNotMatch for a wrong secret or an altered request.
 */
export function authenticate(
  request: HttpRequest,
  authorization: Authorization,
  state: StsState,
): Caller {
  checkClock(authorization, state.now());
  checkRegion(authorization.scope.region, request.headers.get('host') ?? '');
  const { caller, secretAccessKey } = findCredentials(
    authorization.accessKeyId,
    request.headers.get('x-amz-security-token'),
    state,
  );
  const expected = signatureOf(
    request,
    authorization.signedHeaders,
    authorization.timestamp,
    authorization.scope,
    secretAccessKey,
  );
  if (!isSameText(expected, authorization.signature)) {
    throw mismatch(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
  const { region, service } = authorization.scope;
  state.keys.change(authorization.accessKeyId, {
    lastUsed: { at: state.now(), region, service },
  });
  return caller;
}

function checkClock({ timestamp, signedAt }: Authorization, now: number): void {
  const earliest = now - TOLERANCE;
  const latest = now + TOLERANCE;
  if (signedAt < earliest) {
    throw mismatch(
      `Signature expired: ${timestamp} is now earlier than ${timestampText(earliest)} (${timestampText(now)} - 15 min.)`,
    );
  }
  if (signedAt > latest) {
    throw mismatch(
      `Signature not yet current: ${timestamp} is still later than ${timestampText(latest)} (${timestampText(now)} + 15 min.)`,
    );
  }
}

const REGION = /^(?:us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d{1,2}$/;
/** Regions of the other partitions: they exist, but know no key of this one. */
const FOREIGN_REGION = /^(?:cn|us-gov|us-iso[a-z]?|eu-iso[a-z]?|eusc-[a-z]+)-[a-z]+-\d{1,2}$/;

/** On loopback the host says nothing, so any region will do; a real STS name must agree. */
function checkRegion(region: string, host: string): void {
  const hostRegion = /^sts(?:\.([a-z0-9-]+))?\.amazonaws\.com(?::\d+)?$/.exec(host);
  const expected = hostRegion === null ? undefined : (hostRegion[1] ?? 'us-east-1');
  if (FOREIGN_REGION.test(region)) {
    throw invalidClientToken();
  }
  if (!REGION.test(region) || (expected !== undefined && expected !== region)) {
    throw mismatch('Credential should be scoped to a valid region. ');
  }
}

interface FoundCredentials {
  readonly caller: Caller;
  readonly secretAccessKey: string;
}

function findCredentials(
  accessKeyId: string,
  token: string | undefined,
  state: StsState,
): FoundCredentials {
  const session = state.sessions.find(accessKeyId);
  if (session === undefined) {
    const found = findLongTermKey(state, accessKeyId);
    if (found === undefined || token !== undefined) {
      throw invalidClientToken();
    }
    return found;
  }
  if (token === undefined || !isSameText(token, session.sessionToken)) {
    throw invalidClientToken();
  }
  if (session.expiration <= state.now()) {
    throw new StsFailure(
      'ExpiredToken',
      403,
      'The security token included in the request is expired',
    );
  }
  return session;
}

function findLongTermKey({ keys }: StsState, accessKeyId: string): FoundCredentials | undefined {
  const key = keys.find(accessKeyId);
  if (key === undefined || !key.active) {
    return undefined;
  }
  if (key.refusalsLeft > 0) {
    keys.change(accessKeyId, { refusalsLeft: key.refusalsLeft - 1 });
    return undefined;
  }
  return { caller: bearerOf(key), secretAccessKey: key.secretAccessKey };
}
