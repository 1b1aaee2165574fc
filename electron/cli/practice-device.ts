import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Organisation } from '../practice/organisation.ts';
import type { PracticeHome } from '../practice/practice-home.ts';

/** Names the file of the practice device in the environment of a practice shell. */
export const PRACTICE_DEVICE_VARIABLE = 'ROLE_VALET_PRACTICE_DEVICE';

/** A virtual MFA device of the practice organisation. It guards nothing real. */
export interface PracticeDevice {
  readonly serial: string;
  readonly secret: Uint8Array;
}

/** Keeps the device in the throw-away home, so that any practice shell can read its codes. */
export async function savePracticeDevice(
  home: PracticeHome,
  organisation: Organisation,
): Promise<string> {
  const device = organisation.users.flatMap(({ mfaDevices }) => mfaDevices)[0];
  if (device === undefined) {
    throw new Error('the practice organisation has no MFA device');
  }
  const path = join(home.folder, 'mfa-device.json');
  const text = JSON.stringify({
    serial: device.serial,
    secret: Buffer.from(device.secret).toString('base64'),
  });
  await writeFile(path, text, { mode: 0o600 });
  return path;
}

/** Reads a device that `savePracticeDevice` kept. */
export async function readPracticeDevice(path: string): Promise<PracticeDevice> {
  const { serial, secret } = JSON.parse(await readFile(path, 'utf8')) as Record<string, string>;
  return { serial: serial ?? '', secret: Buffer.from(secret ?? '', 'base64') };
}
