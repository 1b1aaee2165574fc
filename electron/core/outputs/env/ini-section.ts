import type { SessionCredentials } from '../../credentials.ts';
import { requireText, unrepresentable } from './representable.ts';
import { expirationText } from './trio.ts';

/**
 * Profile names that every AWS parser finds again: AWS SDK for Rust takes no others, AWS SDK for
 * JavaScript drops names with a blank
 * (https://github.com/smithy-lang/smithy-rs, profile-parser-tests.json).
 */
const PROFILE_NAME = /^[A-Za-z0-9_.@%:+/-]+$/;

/**
 * A section for a credentials file: the trio, its expiry and the region. Values stand bare, since
 * AWS parsers keep quotes as part of the value. Ends with a line end. Throws VALUE_UNREPRESENTABLE
 * for a name or a value that some AWS parser would drop or change.
 */
export function iniSection(
  profileName: string,
  credentials: SessionCredentials,
  region: string | undefined,
): string {
  if (profileName in Object.prototype) {
    // AWS SDK for JavaScript keeps sections in a plain object: it gives up on a file with the first
    // of these names, and loses the others.
    throw unrepresentable('the profile name', 'ini', 'the name of a built-in of JavaScript');
  }
  if (!PROFILE_NAME.test(profileName)) {
    throw unrepresentable(
      'the profile name',
      'ini',
      'other characters than letters, digits and _ . @ % : + / - (or none)',
    );
  }
  const properties = {
    aws_access_key_id: credentials.accessKeyId,
    aws_secret_access_key: credentials.secretAccessKey,
    aws_session_token: credentials.sessionToken,
    x_security_token_expires: expirationText(credentials.expiration),
    ...(region ? { region } : {}),
  };
  const lines = Object.entries(properties).map(([key, value]) => {
    requireBareValue(key, value);
    return `${key} = ${value}\n`;
  });
  return `[${profileName}]\n${lines.join('')}`;
}

/** Blanks are trimmed by all parsers; a `#` or `;` after one starts a comment for some. */
function requireBareValue(key: string, value: string): void {
  requireText(key, 'ini', value);
  if (/\s/u.test(value)) {
    throw unrepresentable(key, 'ini', 'a blank');
  }
  if (/^[#;]/.test(value)) {
    throw unrepresentable(key, 'ini', 'a comment sign at its start');
  }
}
