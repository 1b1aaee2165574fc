import { createHmac } from 'node:crypto';

/** How long a code is shown, milliseconds: the only time step that AWS's virtual devices use. */
export const TOTP_STEP_MILLISECONDS = 30_000;

/** The number of the time step that `epochMs` lies in. */
export function totpStep(epochMs: number): number {
  return Math.floor(epochMs / TOTP_STEP_MILLISECONDS);
}

/** The code of one time step: six digits, RFC 6238 with SHA-1. */
export function totpCodeOfStep(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  // Dynamic truncation (RFC 4226 section 5.3): the last four bits say where the number starts.
  const offset = digest.readUInt8(digest.length - 1) & 0x0f;
  const number = digest.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** The code that a device with `secret` shows at `epochMs` (milliseconds). */
export function totpCode(secret: Uint8Array, epochMs: number): string {
  return totpCodeOfStep(secret, totpStep(epochMs));
}

/** Milliseconds until the device shows its next code, 1 to 30,000. */
export function millisecondsToNextCode(epochMs: number): number {
  return (totpStep(epochMs) + 1) * TOTP_STEP_MILLISECONDS - epochMs;
}
