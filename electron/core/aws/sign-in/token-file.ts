import type { Clock, Files } from '../../ports.ts';
import {
  cacheFilePath,
  readCacheFile,
  textField,
  timeField,
  timeText,
  writeCacheFile,
} from './cache-file.ts';
import type { SsoSettings, SsoToken } from './types.ts';

/** What the token file holds now. */
export type TokenFile =
  | { readonly state: 'found'; readonly token: SsoToken }
  | { readonly state: 'missing' | 'damaged' };

/**
 * The file that the AWS CLI and the SDKs keep this sign-in in, named by the session, else by the
 * start URL (https://docs.aws.amazon.com/sdkref/latest/guide/understanding-sso.html).
 */
export function tokenFilePath(cachePath: string, settings: SsoSettings): string {
  return cacheFilePath(cachePath, settings.sessionName ?? settings.startUrl);
}

/** Reads it. A token of another portal, from before a change of the config, counts as none. */
export async function readTokenFile(
  files: Pick<Files, 'read'>,
  clock: Clock,
  cachePath: string,
  settings: SsoSettings,
): Promise<TokenFile> {
  const entry = await readCacheFile(files, clock, tokenFilePath(cachePath, settings));
  if (entry.state !== 'found') return entry;
  const { fields } = entry;
  const accessToken = textField(fields, 'accessToken');
  const expiresAt = timeField(fields, 'expiresAt');
  if (accessToken === undefined || expiresAt === undefined) return { state: 'damaged' };
  const startUrl = textField(fields, 'startUrl');
  const region = textField(fields, 'region');
  const isOther =
    (startUrl !== undefined && portalOf(startUrl) !== portalOf(settings.startUrl)) ||
    (region !== undefined && region !== settings.region);
  if (isOther) return { state: 'missing' };
  const registrationExpiresAt = timeField(fields, 'registrationExpiresAt');
  return {
    state: 'found',
    token: {
      accessToken,
      expiresAt,
      ...(startUrl === undefined ? {} : { startUrl }),
      ...(region === undefined ? {} : { region }),
      ...textsOf(fields, 'clientId', 'clientSecret', 'refreshToken'),
      ...(registrationExpiresAt === undefined ? {} : { registrationExpiresAt }),
    },
  };
}

/** Writes it in the AWS CLI's fields. Throws FILE_UNWRITABLE or DISK_FULL. */
export async function writeTokenFile(
  files: Pick<Files, 'replace'>,
  cachePath: string,
  settings: SsoSettings,
  token: SsoToken,
): Promise<void> {
  const { registrationExpiresAt } = token;
  await writeCacheFile(files, tokenFilePath(cachePath, settings), {
    startUrl: settings.startUrl,
    region: settings.region,
    accessToken: token.accessToken,
    expiresAt: timeText(token.expiresAt),
    clientId: token.clientId,
    clientSecret: token.clientSecret,
    ...(registrationExpiresAt === undefined
      ? {}
      : { registrationExpiresAt: timeText(registrationExpiresAt) }),
    ...(token.refreshToken === undefined ? {} : { refreshToken: token.refreshToken }),
  });
}

/** People write one portal as `.../start`, `.../start/` or `.../start#/`. */
function portalOf(startUrl: string): string {
  return startUrl.replace(/[/#]+$/, '').toLowerCase();
}

function textsOf<Name extends string>(
  fields: Readonly<Record<string, unknown>>,
  ...names: readonly Name[]
): Partial<Record<Name, string>> {
  const texts: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = textField(fields, name);
    if (value !== undefined) texts[name] = value;
  }
  return texts;
}
