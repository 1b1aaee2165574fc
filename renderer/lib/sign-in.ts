import { bridge } from '../bridge.ts';
import type { VerbRunner } from './run-verb.ts';

/**
 * Signs in to what the chain of a profile starts from; ends with the sign-in. Who cancels it knows
 * that it did not happen, and is told nothing.
 */
export async function signIn({ run, warn }: VerbRunner, profile: string): Promise<void> {
  await run(() => bridge.signIn(profile), {
    onFailure: (failure) => {
      if (failure.code !== 'DECLINED') warn(failure);
    },
  });
}
