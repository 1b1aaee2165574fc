import { randomBytes } from 'node:crypto';
import type { Random } from '../core/ports.ts';

/** The operating system's cryptographic randomness. */
export function systemRandom(): Random {
  return { bytes: (count) => randomBytes(count) };
}
