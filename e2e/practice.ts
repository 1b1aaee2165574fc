import { setTimeout as sleep } from 'node:timers/promises';
import { millisecondsToNextCode, totpCode } from '../electron/practice/totp.ts';
import { expect, type Valet } from './valet.ts';

/** A role two hops from the base that has an MFA device. */
export const CHAINED_ROLE = 'shop-dev-deployer';
export const CHAINED_ROLE_ARN = ':assumed-role/deployer/';

/** A role one hop from a base without MFA. */
export const ROLE_WITHOUT_MFA = 'shop-dev-readonly';

/** The ARN of the role behind a profile of the organisation; empty where it has none. */
export function roleArnOf(valet: Valet, profile: string): string {
  return valet.organisation.profiles.find(({ name }) => name === profile)?.roleArn ?? '';
}

const lastCodes = new WeakMap<Valet, string>();

/** A code of the practice device that this test has not used; waits for the next one if need be. */
export async function freshCode(valet: Valet): Promise<string> {
  const device = valet.organisation.users.flatMap(({ mfaDevices }) => mfaDevices)[0];
  if (device === undefined) throw new Error('no MFA device in the organisation');
  for (;;) {
    const code = totpCode(device.secret, Date.now());
    // A code that turns over while it is on its way would be a chance failure.
    if (code !== lastCodes.get(valet) && millisecondsToNextCode(Date.now()) > 2_000) {
      lastCodes.set(valet, code);
      return code;
    }
    await sleep(millisecondsToNextCode(Date.now()));
  }
}

/** Stores the key of one of the organisation's users, as a person would. */
export async function withBaseKey(valet: Valet, profile = 'security'): Promise<void> {
  const user = valet.organisation.users.find((candidate) => candidate.profile === profile);
  const key = user?.keys[0];
  if (key === undefined) throw new Error(`no user ${profile} with a key`);
  const added = await valet.run(['keys', 'add', profile], {
    input: `${key.accessKeyId}\n${key.secretAccessKey}\n`,
  });
  expect(added.stderr).toBe('');
  expect(added.code).toBe(0);
}
