import type { ErrorValue } from '../../../contract/errors.ts';
import { resolveChain } from '../../chain/resolve-chain.ts';
import type { Desktop } from './desktop.ts';
import type { Gathered } from './gather.ts';
import { KeptWorld } from './kept-world.ts';
import { SignInWatch } from './sign-in-watch.ts';
import type { World } from './world.ts';
import { WorldNotices } from './world-notices.ts';

/** What the desktop knows of a world that it keeps. */
export interface KeptPlace {
  isShown(): boolean;
  /** False before it is open and after it was left: nothing is told of it then. */
  isKept(): boolean;
  showLook(before: Gathered, after: Gathered): void;
}

/** Opens a world that is kept alive, with all that is told of it and noticed for it. */
export async function openKept(
  desktop: Desktop,
  world: World,
  place: KeptPlace,
): Promise<KeptWorld> {
  const notices = new WorldNotices(desktop, () => kept);
  const signIns = new SignInWatch({
    watch: desktop.ports.watch,
    files: world.app.files,
    logger: world.app.logger,
    fileOf: async (profile) => {
      const { context } = kept.watched.gathered;
      const { base } = resolveChain(context, profile);
      return await world.app.bases.signInFile(base, context.config);
    },
    onSignedIn: (profiles) => {
      if (place.isShown()) {
        for (const profile of profiles) desktop.activity.forgive(profile);
        desktop.publish();
      }
      kept.retry(({ failure }, profile) => isSignIn(failure) && profiles.has(profile));
    },
  });
  const noticeSignIns = (): void =>
    signIns.update(signInFailures(kept, place.isShown() ? desktop.activity.failures() : undefined));
  const kept = await KeptWorld.open(desktop.ports, world, {
    onLook: (before, after, ended) => {
      if (place.isShown()) place.showLook(before, after);
      if (!place.isKept()) return;
      notices.ended(ended);
      notices.troubles();
      noticeSignIns();
    },
    onChange: () => {
      if (place.isShown()) desktop.publish();
      if (!place.isKept()) return;
      notices.troubles();
      noticeSignIns();
    },
    onProblem: (profile, problem) => {
      if (place.isKept()) notices.problem(profile, problem);
    },
    onEndingSoon: (profiles) => {
      if (place.isKept()) notices.endingSoon(profiles);
    },
    onClose: () => {
      endPushes();
      signIns.close();
      notices.takeBack();
    },
    // While nothing is told, nothing counts as told.
    leadMs: () =>
      place.isKept() ? desktop.settings.current.settings.notifyBeforeMinutes * 60_000 : 0,
    served: () => new Set(place.isShown() ? desktop.endpoints.profiles() : []),
  });
  // What fails for a person at the window is told by a push alone.
  const endPushes = desktop.onSnapshot(noticeSignIns);
  return kept;
}

/** Roles that a sign-in would help: those not renewed, and those that a person tried in vain. */
function signInFailures(
  { keep }: KeptWorld,
  shown: ReadonlyMap<string, ErrorValue> | undefined,
): ReadonlyMap<string, ErrorValue> {
  const renewals = keep.troubles().map(([profile, { failure }]) => [profile, failure] as const);
  return new Map([...renewals, ...(shown ?? [])].filter(([, failure]) => isSignIn(failure)));
}

function isSignIn({ code }: ErrorValue): boolean {
  return code === 'SIGN_IN_REQUIRED';
}
