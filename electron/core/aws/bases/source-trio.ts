import { baseRefused, type SourceCall } from './base-failure.ts';
import type { BaseCredentials } from './types.ts';

/** Credentials as the SDK's providers give them. */
interface SourceAnswer {
  readonly accessKeyId?: string | undefined;
  readonly secretAccessKey?: string | undefined;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | number | undefined;
}

/**
 * The trio of an answer, checked: nothing that a source says is taken on trust. Whether it has ended
 * already is for those to say who know AWS's clock. Throws BASE_REFUSED where a part is missing.
 */
export function readSourceTrio(
  { base, who, hint }: Pick<SourceCall, 'base' | 'who' | 'hint'>,
  answer: SourceAnswer | undefined,
): BaseCredentials {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = answer ?? {};
  const refuse = (what: string) =>
    baseRefused(base, `${who} answered profile ${base.profile} with ${what}`, hint);
  if (!accessKeyId || !secretAccessKey || !sessionToken) {
    throw refuse('credentials that lack a part of the trio');
  }
  const end = expiration instanceof Date ? expiration.getTime() : expiration;
  if (end === undefined || !Number.isFinite(end)) {
    throw refuse('credentials that do not say when they end');
  }
  return { accessKeyId, secretAccessKey, sessionToken, expiration: end };
}
