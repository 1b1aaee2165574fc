import type { StoredSession } from '../core/sessions/types.ts';
import type { SessionAnswer } from './protocol.ts';

/**
 * Reads the answer to POST /v1/sessions; undefined where it is not what this version
 * understands: no credentials are better than half of them.
 */
export function parseSessionAnswer(body: string): SessionAnswer | undefined {
  const { session, reused, warnings, now } = parseObject(body);
  const isRest =
    typeof reused === 'boolean' &&
    Number.isFinite(now) &&
    Array.isArray(warnings) &&
    warnings.every((warning) => typeof warning === 'string');
  return isRest && isSession(session)
    ? { session, reused, warnings: warnings as string[], now: now as number }
    : undefined;
}

function isSession(value: unknown): value is StoredSession {
  if (typeof value !== 'object' || value === null) return false;
  const session = value as Record<string, unknown>;
  const trio = (session.credentials ?? {}) as Record<string, unknown>;
  const texts = [
    session.identity,
    session.shape,
    session.profile,
    session.baseProfile,
    trio.accessKeyId,
    trio.secretAccessKey,
    trio.sessionToken,
  ];
  const optional = [session.source, session.roleArn, session.assumedRoleArn, session.mfaSerial];
  const numbers = [session.durationSeconds, session.createdAt, trio.expiration];
  return (
    ['role', 'mfa', 'base'].includes(session.kind as string) &&
    texts.every((text) => typeof text === 'string' && text !== '') &&
    optional.every((text) => text === undefined || typeof text === 'string') &&
    numbers.every((number) => Number.isFinite(number))
  );
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
