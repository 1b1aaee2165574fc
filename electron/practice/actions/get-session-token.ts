import { plainCaller } from '../caller.ts';
import { credentialsElement } from '../sessions.ts';
import { accessDenied } from '../sts-failure.ts';
import type { ActionCall } from '../sts-state.ts';
import type { ResultElements } from '../wire/answer-text.ts';
import { SERIAL_NUMBER, TOKEN_CODE } from './constraints.ts';
import { makeValidator } from './validator.ts';

/**
 * GetSessionToken: for long-term keys only; no policy can allow or deny it. A root user's session
 * lasts one hour at most, and asking for more gives one hour
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html).
 */
export function getSessionToken({ caller, parameters, state }: ActionCall): ResultElements {
  const validator = makeValidator();
  const serialNumber = parameters.text('SerialNumber');
  const tokenCode = parameters.text('TokenCode');
  const asked = validator.integer(
    'durationSeconds',
    parameters.text('DurationSeconds'),
    900,
    129_600,
  );
  validator.text('serialNumber', serialNumber, SERIAL_NUMBER);
  validator.text('tokenCode', tokenCode, TOKEN_CODE);
  validator.finish();
  if (caller.credentials !== 'long-term') {
    throw accessDenied('Cannot call GetSessionToken with session credentials');
  }
  const now = state.now();
  const hasCode = state.mfa.verify(caller, serialNumber, tokenCode, now);
  const seconds =
    state.faults.sessionSeconds ??
    (caller.identity.kind === 'root' ? Math.min(asked ?? 3600, 3600) : (asked ?? 43_200));
  const session = state.sessions.issue(
    {
      ...plainCaller(caller.identity, 'session-token'),
      ...(hasCode ? { mfaAt: now } : {}),
    },
    now + seconds * 1000,
  );
  return { Credentials: credentialsElement(session) };
}
