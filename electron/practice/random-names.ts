import type { Random } from '../core/ports.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const SECRET_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** An access key id in AWS's shape: `AKIA` (long-term) or `ASIA` (temporary) and 16 more characters. */
export function randomAccessKeyId(random: Random, prefix: 'AKIA' | 'ASIA'): string {
  return prefix + randomText(random, BASE32, 16);
}

/** A unique id in IAM's shape: `AIDA` (user) or `AROA` (role) and 17 more characters. */
export function randomUniqueId(random: Random, prefix: 'AIDA' | 'AROA'): string {
  return prefix + randomText(random, BASE32, 17);
}

/** A secret access key: 40 characters. */
export function randomSecretAccessKey(random: Random): string {
  return randomText(random, SECRET_ALPHABET, 40);
}

/**
 * A session token: opaque, 384 characters, with `/`, `+` and padding, since those are what careless
 * quoting breaks. AWS asks to assume nothing about its length.
 */
export function randomSessionToken(random: Random): string {
  const start = 'IQoJb3JpZ2luX2VjEO//////////wEa+';
  return start + Buffer.from(random.bytes(262)).toString('base64');
}

/** A request id: a version 4 UUID. */
export function randomRequestId(random: Random): string {
  const bytes = Buffer.from(random.bytes(16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Both alphabets have a power of two letters, so a remainder favours none. */
function randomText(random: Random, alphabet: string, length: number): string {
  return Array.from(random.bytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
}
