import type { Done } from '../../../contract/results.ts';
import { clockTime } from '../../time-text.ts';
import { answering } from './answering.ts';
import type { Desktop } from './desktop.ts';

/** Signing in to what chains start from. */
export function signInVerbs(desktop: Desktop) {
  return answering(desktop, {
    signIn: (profile: string) => signInShown(desktop, profile),
    cancelSignIn: async (): Promise<null> => {
      desktop.signIn.cancel();
      return null;
    },
  });
}

/**
 * Signs in to what the chain of `profile` starts from, and goes on with all that waited for it. Throws
 * as `ShownSignIn.run`.
 */
export async function signInShown(desktop: Desktop, profile: string): Promise<Done> {
  const { settings, expiresAt, isRefreshable } = await desktop.signIn.run(profile);
  desktop.activity.forgive();
  await desktop.refresh();
  desktop.kept.retry(({ failure }) => failure.code === 'SIGN_IN_REQUIRED');
  const name = settings.sessionName ?? new URL(settings.startUrl).host;
  const until = clockTime(expiresAt, desktop.world.app.clock.now());
  return {
    message: isRefreshable
      ? `Signed in to ${name}: renewed by itself until AWS ends the session`
      : `Signed in to ${name} until ${until}`,
    notices: [],
  };
}
