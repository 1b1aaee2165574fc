import { RoleValetError } from '../../../contract/errors.ts';
import { parseIni } from '../../aws-config/ini-document.ts';
import type { IniProperty } from '../../aws-config/ini-types.ts';
import type { SharedFilePaths } from '../../aws-config/locations.ts';
import { decodeText } from '../../aws-config/text-codec.ts';
import type { SharedFileKind } from '../../aws-config/types.ts';
import type { Files } from '../../ports.ts';

/**
 * Keys with which a profile yields credentials, or makes some AWS tool fail while it looks for them:
 * half a key, a role without a source. AWS SDK for JavaScript takes any `sso_` key for a sign-in
 * (`isSsoProfile`).
 */
const CREDENTIAL_KEY =
  /^(aws_access_key_id|aws_secret_access_key|aws_session_token|role_arn|credential_process|credential_source|web_identity_token_file|login_session|sso_\w+)$/;

/**
 * Headers that some AWS tool takes for the profile `default`. Tools differ in which of `[default]`
 * and `[profile default]` counts, and for Python `[DEFAULT]` sets what every section has.
 */
const DEFAULT_HEADER: Readonly<Record<SharedFileKind, RegExp>> = {
  config: /^(profile\s+)?(["']?)default\2$/i,
  credentials: /^default$/i,
};

/** Where the files are, and how to read them. */
export interface SharedFileReader extends SharedFilePaths {
  readonly files: Pick<Files, 'read'>;
}

/**
 * Refuses exports that renew while `[default]` of either file would win over them: every AWS tool
 * looks there before it asks a container-credentials endpoint (measured with the AWS CLI, boto3 and
 * AWS SDK for JavaScript), so it would run with another identity and say nothing. A line counts
 * where any one tool reads it.
 *
 * Throws TARGET_REFUSED with the key, the file and the line, or FILE_UNREADABLE.
 */
export async function requireNoDefaultCredentials({
  files,
  configPath,
  credentialsPath,
}: SharedFileReader): Promise<void> {
  const shared = [
    ['config', configPath],
    ['credentials', credentialsPath],
  ] as const;
  for (const [file, path] of shared) {
    const { bytes } = await files.read(path);
    for (const section of parseIni(decodeText(bytes).text).sections) {
      if (section.isBroken || !DEFAULT_HEADER[file].test(section.header.trim())) {
        continue;
      }
      for (const property of section.properties) {
        const key = keysOf(property).find((one) => CREDENTIAL_KEY.test(one));
        if (key !== undefined) {
          throw refused(`[${section.header}] in ${path}, line ${property.line}, has ${key}`);
        }
      }
    }
  }
}

/** An indented line continues a value for the AWS CLI; JavaScript SDKs read it as a property. */
function keysOf({ key, value }: IniProperty): readonly string[] {
  const [, ...continued] = value.split('\n');
  return [key, ...continued.map((line) => (line.split('=')[0] ?? '').trim().toLowerCase())];
}

function refused(reason: string): RoleValetError {
  return new RoleValetError(
    'TARGET_REFUSED',
    `exports that renew would not be used: ${reason}, and AWS tools prefer that`,
    'Move it to a profile with a name, or use: role-valet exec ROLE --server -- COMMAND, which shields its command from [default].',
  );
}
