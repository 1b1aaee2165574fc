import { isRoleValetError } from '../../contract/errors.ts';
import type { Clock } from '../ports.ts';

/**
 * How long to wait after each refusal of a new key, milliseconds: IAM needs some seconds, now and then
 * more, to make a key known everywhere
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency).
 * A minute together.
 */
const PAUSES_MS = [500, 1000, 2000, 3000, ...Array.from({ length: 11 }, () => 5000)];

/**
 * Makes a call that is signed with a new key, again and again as long as AWS does not know the key, or
 * can't be asked. Throws the last refusal, or any other error at once.
 */
export async function untilKnown<T>(
  clock: Pick<Clock, 'sleep'>,
  call: () => Promise<T>,
): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await call();
    } catch (error) {
      if (!mayPass(error)) throw error;
      await clock.sleep(pause);
    }
  }
  return await call();
}

function mayPass(error: unknown): boolean {
  return isRoleValetError(
    error,
    'STS_KEY_INVALID',
    'STS_THROTTLED',
    'STS_UNAVAILABLE',
    'NETWORK_TIMEOUT',
    'NETWORK_UNREACHABLE',
  );
}
