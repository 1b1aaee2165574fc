import { RoleValetError } from '../../contract/errors.ts';

/** 16 to 128 characters: https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html */
const KEY_ID = /^[A-Z0-9]{16,128}$/;

/**
 * Checks that a pair looks like an IAM user's long-term key. Throws USAGE, and never repeats what
 * was typed: a secret pasted into the wrong field must not reach a screen or a log.
 */
export function checkLongTermKey(accessKeyId: string, secretAccessKey: string): void {
  if (accessKeyId.startsWith('ASIA')) {
    throw new RoleValetError(
      'USAGE',
      'this access key id (ASIA...) belongs to temporary credentials, not to an IAM user',
      'Give the long-term key of the user; it begins with AKIA.',
    );
  }
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  if (!accessKeyId.startsWith('AKIA') || !KEY_ID.test(accessKeyId)) {
    throw new RoleValetError(
      'USAGE',
      'this is not the access key id of an IAM user: it begins with AKIA and has capitals and digits only',
      'Copy it again from the IAM console; the id comes first, then the secret.',
    );
  }
  if (secretAccessKey.length < 16 || /[\s\u0000-\u001f\u007f]/.test(secretAccessKey)) {
    throw new RoleValetError(
      'USAGE',
      'the secret access key is too short or holds blanks',
      'Copy it again; AWS shows it once, when the key is made.',
    );
  }
}
