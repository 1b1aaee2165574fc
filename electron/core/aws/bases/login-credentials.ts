import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { RoleValetError } from '../../../contract/errors.ts';
import { propertyValue } from '../../aws-config/profile-property.ts';
import { caBundleOf } from '../../chain/ca-bundle.ts';
import { faultAt } from '../../chain/fault.ts';
import type { Base } from '../../chain/types.ts';
import { readCacheFile, textField, timeField } from '../sign-in/cache-file.ts';
import { isPageSafe } from '../sign-in/page-url.ts';
import { explainSourceError, placed, type SourceCall } from './base-failure.ts';
import { limitedHandler, SOURCE_TIME_LIMIT_MS } from './limited-handler.ts';
import { readSourceTrio } from './source-trio.ts';
import type { BaseCredentials, BaseParts, BaseRequest } from './types.ts';

/** What ends sooner than this is renewed rather than used, as the SDK does it, milliseconds. */
const REFRESH_BEFORE_END_MS = 5 * 60_000;

/** The ARN of who signed in: `login_session` of the profile. */
export function readLoginSession({ base, config }: BaseRequest): string {
  return propertyValue(config.profiles.get(base.profile), 'login_session') ?? '';
}

/** The file that `aws login` keeps the session of a base in. */
export function loginFile(
  { loginCachePath }: Pick<BaseParts, 'loginCachePath'>,
  request: BaseRequest,
): string {
  const name = createHash('sha256').update(readLoginSession(request)).digest('hex');
  return join(loginCachePath, `${name}.json`);
}

/**
 * The credentials that `aws login` left, renewed by the SDK's own provider where they end within 5
 * minutes (https://docs.aws.amazon.com/sdkref/latest/guide/feature-login-credentials.html). Renewals
 * take turns, in other processes of ours too: a refresh token works once. Throws as
 * `BaseSource.credentials`.
 */
export async function loginCredentials(
  parts: BaseParts,
  request: BaseRequest,
): Promise<BaseCredentials> {
  const { base } = request;
  const path = loginFile(parts, request);
  const kept = await placed(base, () => readKept(parts, base, path));
  if (isFresh(kept, parts)) return kept;
  if (parts.loginCachePath !== parts.sdkLoginCachePath) {
    throw signInRequired(base, `what aws login left for profile ${base.profile} has ended`);
  }
  return await parts.flights.run(`login ${path}`, () =>
    parts.locks.withFileLock(path, async () => {
      const now = await readKept(parts, base, path);
      return isFresh(now, parts) ? now : await refreshed(parts, request);
    }),
  );
}

async function readKept(parts: BaseParts, base: Base, path: string): Promise<BaseCredentials> {
  const entry = await readCacheFile(parts.files, parts.clock, path);
  if (entry.state !== 'found') {
    const what = entry.state === 'missing' ? 'nobody has done it' : `${path} is damaged`;
    throw signInRequired(base, `profile ${base.profile} needs aws login, and ${what}`);
  }
  const trio = entry.fields.accessToken;
  const fields = (typeof trio === 'object' && trio !== null ? trio : {}) as Record<string, unknown>;
  const text = (key: string) => textField(fields, key) ?? '';
  return {
    accessKeyId: text('accessKeyId'),
    secretAccessKey: text('secretAccessKey'),
    sessionToken: text('sessionToken'),
    expiration: timeField(fields, 'expiresAt') ?? 0,
  };
}

function isFresh({ accessKeyId, expiration = 0 }: BaseCredentials, { clock }: BaseParts): boolean {
  return accessKeyId !== '' && expiration - clock.now() > REFRESH_BEFORE_END_MS;
}

async function refreshed(
  parts: BaseParts,
  { base, config }: BaseRequest,
): Promise<BaseCredentials> {
  const { fromLoginCredentials } = await import('@aws-sdk/credential-provider-login');
  const caBundle = caBundleOf(config.profiles.get(base.profile), config.profiles);
  const { reusing } = await parts.network.handlers(caBundle);
  const { handler, failure } = limitedHandler(reusing, SOURCE_TIME_LIMIT_MS);
  const endpoint = signInEndpoint(parts);
  const region = propertyValue(config.profiles.get(base.profile), 'region');
  const call: SourceCall = {
    base,
    who: 'AWS sign-in',
    endpoint: endpoint ?? 'https://signin.aws.amazon.com',
    network: parts.network,
    caBundle,
    ...(region === undefined ? {} : { region }),
    connectTimeoutMs: parts.network.connectTimeoutMs,
    requestTimeoutMs: SOURCE_TIME_LIMIT_MS,
    hidden: [],
    hint: loginHint(base),
  };
  try {
    const provide = fromLoginCredentials({
      profile: base.profile,
      filepath: config.credentialsPath,
      configFilepath: config.configPath,
      ignoreCache: true,
      clientConfig: {
        requestHandler: handler,
        maxAttempts: 3,
        ...(region === undefined ? {} : { region }),
        ...(endpoint === undefined ? {} : { endpoint }),
      },
    });
    return readSourceTrio(call, await provide());
  } catch (error) {
    const below = failure();
    if (below !== undefined) throw await explainSourceError(below, call);
    const { message = '' } = error as { readonly message?: string };
    if (/re-?authenticate|Failed to load token|Token validation failed/i.test(message)) {
      const why = /permissions/.test(message)
        ? 'may not renew it (signin:CreateOAuth2Token)'
        : 'must sign in again';
      throw signInRequired(
        base,
        `what aws login left for profile ${base.profile} has ended, and its user ${why}`,
      );
    }
    throw await explainSourceError(error, call);
  }
}

/** AWS_ENDPOINT_URL_SIGNIN or AWS_ENDPOINT_URL; undefined leaves it to the SDK. */
function signInEndpoint({ environment }: BaseParts): string | undefined {
  const given = environment.AWS_ENDPOINT_URL_SIGNIN || environment.AWS_ENDPOINT_URL;
  if (!given) return undefined;
  const url = URL.parse(given);
  if (url === null || !isPageSafe(url)) {
    throw new RoleValetError(
      'ENDPOINT_REFUSED',
      'AWS_ENDPOINT_URL_SIGNIN (or AWS_ENDPOINT_URL) is no https address without a user name',
      'Write it as https://HOST, or unset it; plain http is accepted on this machine only.',
    );
  }
  return given;
}

function signInRequired(base: Base, message: string): RoleValetError {
  return faultAt('SIGN_IN_REQUIRED', base.at, message, loginHint(base));
}

function loginHint({ profile }: Base): string {
  return `Run: aws login --profile ${/^[\w@%+=:,./-]+$/.test(profile) ? profile : JSON.stringify(profile)}`;
}
