import type { Organisation } from './organisation.ts';
import { accessDenied } from './sts-fault.ts';
import { totpCode, totpStep } from './totp.ts';

/** Checks one-time codes: the step now and one either side, each code once per device. */
export class MfaCheck {
  readonly #organisation: Organisation;
  readonly #spent = new Set<string>();

  constructor(organisation: Organisation) {
    this.#organisation = organisation;
  }

  /**
   * True where a right code was given, false where none was. Throws AccessDenied in STS's three
   * texts: one half missing, a device that isn't the user's, a code that is wrong or spent.
   */
  verify(userArn: string, serial: string | null, code: string | null, now: number): boolean {
    if (serial === null && code === null) {
      return false;
    }
    if (serial === null || code === null) {
      throw accessDenied(
        'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
      );
    }
    const user = this.#organisation.users.find(({ arn }) => arn === userArn);
    const device = user?.mfaDevices.find((candidate) => candidate.serial === serial);
    if (device === undefined) {
      throw accessDenied(
        'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
      );
    }
    const step = [0, -1, 1]
      .map((offset) => totpStep(now) + offset)
      .find((candidate) => totpCode(device.secret, candidate * 30_000) === code);
    const use = `${serial} ${step}`;
    if (step === undefined || this.#spent.has(use)) {
      throw accessDenied('MultiFactorAuthentication failed with invalid MFA one time pass code. ');
    }
    this.#spent.add(use);
    return true;
  }
}
