import { createHash } from 'node:crypto';
import {
  cacheFilePath,
  readCacheFile,
  textField,
  timeField,
  timeText,
  writeCacheFile,
} from './cache-file.ts';
import { signInRefused } from './sign-in-errors.ts';
import type { ClientRegistration, OidcPlace, SignInParts, SsoSettings } from './types.ts';

/** Which way a client is registered for. */
export type SignInFlow = 'code' | 'device';

/** Registered once for every port: the service ignores the port of a loopback address. */
const REDIRECT_URI = 'http://127.0.0.1/oauth/callback';

/** Gives a token that the portal takes, and a refresh token with it. */
const DEFAULT_SCOPES = ['sso:account:access'] as const;

const CODE_GRANT_TYPES = ['authorization_code', 'refresh_token'] as const;

/** A registration that ends sooner is made anew, as the AWS CLI does: a refresh would need it. */
const REGISTRATION_MARGIN_MS = 15 * 60_000;

/**
 * Our client's registration for this sign-in: the one that the AWS CLI or we have kept, else a new
 * one, which is kept where and as the AWS CLI keeps its own. `refused` is one that the service no
 * longer knows. Throws SIGN_IN_REFUSED, FILE_UNREADABLE,
 * FILE_UNWRITABLE and the NETWORK_ errors.
 */
export async function registeredClient(
  parts: SignInParts,
  settings: SsoSettings,
  flow: SignInFlow,
  place: OidcPlace,
  refused?: ClientRegistration,
): Promise<ClientRegistration> {
  const path = cacheFilePath(parts.signIn.cachePath, registrationName(settings));
  const scopes = wantedScopes(settings);
  const kept = await readRegistration(parts, path);
  const isKnown = kept !== undefined && kept.clientId !== refused?.clientId;
  if (isKnown && isUsable(kept, flow, scopes, parts.clock.now())) return kept;
  const made = await parts.signIn.oidc.registerClient(place, {
    clientName: `role-valet-${clientSuffix(settings)}`,
    ...(scopes === undefined ? {} : { scopes }),
    ...(flow === 'device'
      ? {}
      : {
          grantTypes: CODE_GRANT_TYPES,
          redirectUris: [REDIRECT_URI],
          issuerUrl: settings.startUrl,
        }),
  });
  if ('refused' in made) throw signInRefused(settings, made);
  await writeCacheFile(parts.files, path, { ...made, expiresAt: timeText(made.expiresAt) });
  return made;
}

/**
 * What the AWS CLI names the file of a registration by: Python's `json.dumps(..., sort_keys=True)` of
 * these five (`_registration_cache_key` in awscli/botocore/utils.py).
 */
export function registrationName({ startUrl, region, scopes, sessionName }: SsoSettings): string {
  const list = scopes === undefined ? 'null' : `[${scopes.map(pythonText).join(', ')}]`;
  const session = sessionName === undefined ? 'null' : pythonText(sessionName);
  return `{"region": ${pythonText(region)}, "scopes": ${list}, "session_name": ${session}, "startUrl": ${pythonText(startUrl)}, "tool": "botocore"}`;
}

/** Python writes all but printable ASCII as escapes of UTF-16 units. */
function pythonText(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The older form registers without scopes: its tokens can't be refreshed in any tool. */
function wantedScopes({ sessionName, scopes }: SsoSettings): readonly string[] | undefined {
  if (sessionName === undefined) return undefined;
  return scopes === undefined || scopes.length === 0 ? DEFAULT_SCOPES : scopes;
}

function isUsable(
  kept: ClientRegistration,
  flow: SignInFlow,
  scopes: readonly string[] | undefined,
  now: number,
): boolean {
  const isForCode = kept.grantTypes?.includes('authorization_code') === true;
  // The AWS CLI's own device registration may have no scope, and would bring no refresh token.
  const hasScopes = (scopes ?? []).every((scope) => kept.scopes?.includes(scope) === true);
  return (
    kept.expiresAt - now > REGISTRATION_MARGIN_MS && isForCode === (flow === 'code') && hasScopes
  );
}

async function readRegistration(
  parts: SignInParts,
  path: string,
): Promise<ClientRegistration | undefined> {
  const entry = await readCacheFile(parts.files, parts.clock, path);
  // A damaged one is replaced by the next: nothing but a registration can be lost.
  if (entry.state !== 'found') return undefined;
  const clientId = textField(entry.fields, 'clientId');
  const clientSecret = textField(entry.fields, 'clientSecret');
  const expiresAt = timeField(entry.fields, 'expiresAt');
  if (clientId === undefined || clientSecret === undefined || expiresAt === undefined) {
    return undefined;
  }
  return {
    clientId,
    clientSecret,
    expiresAt,
    scopes: wordsOf(entry.fields.scopes),
    grantTypes: wordsOf(entry.fields.grantTypes),
  };
}

function wordsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];
}

/** Tells registrations apart in the service's own lists; a name of the file may hold anything. */
function clientSuffix({ sessionName, startUrl }: SsoSettings): string {
  const word = sessionName?.replace(/[^\w.-]+/g, '-').slice(0, 60);
  return word || createHash('sha256').update(startUrl).digest('hex').slice(0, 12);
}
