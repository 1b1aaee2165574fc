import { type ErrorValue, isRoleValetError, RoleValetError } from '../../contract/errors.ts';
import type { IniProperty } from '../aws-config/ini-types.ts';
import type { SourceLine } from '../aws-config/types.ts';
import type { LongTermKey } from '../credentials.ts';
import { checkLongTermKey } from '../keys/access-key.ts';

/** The keys that hold the pair, and those that make it a temporary trio. */
const ID = 'aws_access_key_id';
const SECRET = 'aws_secret_access_key';
const TOKENS: readonly string[] = ['aws_session_token', 'aws_security_token'];

/** Every key of the config format that is part of static credentials. */
export const CREDENTIAL_KEYS: readonly string[] = [ID, SECRET, ...TOKENS];

/** What the sections of one profile in one file hold: a key that can be moved, or why it can't be. */
export interface SectionKeys {
  /** The line of the id; where there is none, of the secret. */
  readonly at: SourceLine;
  readonly accessKeyId?: string;
  /** Set where it is the whole long-term key of an IAM user. */
  readonly key?: LongTermKey;
  readonly problem?: ErrorValue;
  /** True for what is no IAM user's key at all: only worth a word where somebody named it. */
  readonly isForeign: boolean;
}

/**
 * What `properties`, those of all sections of one profile in one file, hold. Undefined where there is
 * neither an id nor a secret. `placeOf` gives the place of a line.
 */
export function readSectionKeys(
  profile: string,
  properties: readonly IniProperty[],
  placeOf: (line: number) => SourceLine,
): SectionKeys | undefined {
  const filled = properties.filter(({ value }) => value !== '');
  const ids = filled.filter(({ key }) => key === ID);
  const secrets = filled.filter(({ key }) => key === SECRET);
  const first = ids.at(-1) ?? secrets.at(-1);
  if (first === undefined) return undefined;
  const at = placeOf(first.line);
  const accessKeyId = ids.at(-1)?.value;
  const found = { at, ...(accessKeyId === undefined ? {} : { accessKeyId }) };
  const left = (reason: string, hint: string, isForeign = false): SectionKeys => ({
    ...found,
    problem: refusal(at, `${profile} ${reason}`, hint),
    isForeign,
  });

  if (filled.some(({ key }) => TOKENS.includes(key))) {
    return left(
      'holds temporary credentials, which are never taken over',
      'They end by themselves. If the key itself is a user’s, remove the line of the session token, then try again.',
      accessKeyId?.startsWith('AKIA') !== true,
    );
  }
  const secret = secrets.at(-1)?.value;
  if (accessKeyId === undefined || secret === undefined) {
    return left(
      `has one half of a key only: ${accessKeyId === undefined ? ID : SECRET} is missing`,
      'Add the missing half, or remove the line by hand.',
    );
  }
  const other = [...ids, ...secrets].find(
    ({ key, value }) => value !== (key === ID ? accessKeyId : secret),
  );
  if (other !== undefined) {
    return left(
      `has two keys: ${other.key} stands in line ${other.line} too, with another value`,
      'Remove the lines of the key that is wrong, then try again.',
    );
  }
  try {
    checkLongTermKey(accessKeyId, secret);
  } catch (error) {
    if (!isRoleValetError(error)) throw error;
    const isForeign = !accessKeyId.startsWith('AKIA');
    return left(`can’t be moved: ${error.message}`, error.hint, isForeign);
  }
  return { ...found, key: { accessKeyId, secretAccessKey: secret }, isForeign: false };
}

/** The refusal of one key that stands at `at`. */
export function refusal(at: SourceLine, message: string, hint: string): ErrorValue {
  const text = `${at.path}, line ${at.line}: ${message}`;
  return new RoleValetError('EDIT_REFUSED', text, hint).toValue();
}
