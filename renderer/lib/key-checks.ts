import type { NewKey } from '../../electron/contract/keys.ts';
import { checkMfaSerial, checkProfileName } from './role-checks.ts';

/**
 * The key form's checks. None repeats what was typed: a secret pasted into the wrong field must not
 * reach the screen. key-checks.test.ts compares them with core's.
 */

const KEY_ID = /^[A-Z0-9]{16,128}$/;

export type KeyFieldName = Exclude<keyof NewKey, 'replace'>;
export type KeyFaults = Partial<Record<KeyFieldName, string>>;

export const KEY_FIELDS: readonly KeyFieldName[] = [
  'profile',
  'accessKeyId',
  'secretAccessKey',
  'mfaSerial',
];

/** All that is wrong with a key, by field; values without blanks at the ends. */
export function checkKey(key: Omit<NewKey, 'replace'>): KeyFaults {
  const found: readonly (readonly [KeyFieldName, string | undefined])[] = [
    ['profile', checkProfileName(key.profile)],
    ['accessKeyId', checkAccessKeyId(key.accessKeyId)],
    ['secretAccessKey', checkSecret(key.secretAccessKey)],
    ['mfaSerial', checkKeySerial(key.mfaSerial)],
  ];
  return Object.fromEntries(found.filter(([, fault]) => fault !== undefined));
}

export function checkAccessKeyId(id: string): string | undefined {
  if (id === '') return 'Give the key’s id; it begins with AKIA.';
  if (id.startsWith('ASIA')) {
    return 'An id with ASIA belongs to temporary credentials, which end within hours. Give the user’s long-term key; it begins with AKIA.';
  }
  return id.startsWith('AKIA') && KEY_ID.test(id)
    ? undefined
    : 'The id of a user’s key begins with AKIA and has capitals and digits only.';
}

export function checkSecret(secret: string): string | undefined {
  if (secret === '') return 'Give the secret that AWS showed with the id.';
  return secret.length < 16 || /[\s\u0000-\u001f\u007f]/.test(secret)
    ? 'The secret is too short or holds blanks. AWS shows it once, when the key is made.'
    : undefined;
}

function checkKeySerial(serial: string): string | undefined {
  // A key has nothing to opt out of.
  return serial.toLowerCase() === 'none'
    ? 'Leave this empty where the user has no MFA device.'
    : checkMfaSerial(serial, '');
}
