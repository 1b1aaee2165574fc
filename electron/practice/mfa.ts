import type { Caller } from './caller.ts';
import { accessDenied } from './sts-failure.ts';
import { totpCodeOfStep, totpStep } from './totp.ts';

/** Checks one-time codes. A code that was accepted is spent. */
export interface MfaCheck {
  /**
   * True where a right code was given, false where neither serial nor code was. Throws AccessDenied
   * in STS's words for anything else.
   */
  verify(
    caller: Caller,
    serial: string | undefined,
    code: string | undefined,
    now: number,
  ): boolean;
}

/** No code is spent yet. */
export function makeMfaCheck(): MfaCheck {
  const spent = new Set<string>();
  return {
    verify(caller, serial, code, now) {
      if (serial === undefined && code === undefined) {
        return false;
      }
      if (serial === undefined || code === undefined) {
        throw accessDenied(
          'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
        );
      }
      // A device belongs to a user: the session of a role has none, whoever assumed it.
      const { identity } = caller;
      const devices = identity.kind === 'user' ? identity.user.mfaDevices : [];
      const device = devices.find((candidate) => candidate.serial === serial);
      if (device === undefined) {
        throw accessDenied(
          'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
        );
      }
      // A phone's clock may be half a minute off: the neighbouring steps count too.
      const current = totpStep(now);
      const step = [current, current - 1, current + 1].find(
        (candidate) =>
          totpCodeOfStep(device.secret, candidate) === code && !spent.has(`${serial} ${candidate}`),
      );
      if (step === undefined) {
        throw accessDenied(
          'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
        );
      }
      spent.add(`${serial} ${step}`);
      return true;
    },
  };
}
