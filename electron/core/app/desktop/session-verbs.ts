import { isRoleValetError, RoleValetError } from '../../../contract/errors.ts';
import type { Done } from '../../../contract/results.ts';
import { resolveChain } from '../../chain/resolve-chain.ts';
import { clockTime } from '../../time-text.ts';
import { rememberLastRole } from '../find-role.ts';
import type { Obtained } from '../obtain-session.ts';
import { withRecentRole } from '../recent-roles.ts';
import { prepareSharedTarget } from '../shared-target.ts';
import { type StoppedRole, stopAllRoles, stopRole, unlockedBases } from '../stop-role.ts';
import {
  lostSettings,
  planWrite,
  type WritePlan,
  type WrittenRole,
  whatStopsAwsCli,
  writeRole,
} from '../write-role.ts';
import { answering } from './answering.ts';
import type { Desktop } from './desktop.ts';
import { obtainShown, renewShown } from './shown-work.ts';

/** Switching, writing and stopping. */
export function sessionVerbs(desktop: Desktop) {
  return answering(desktop, {
    switchRole: (profile: string, confirmed: boolean) => {
      const { switchTarget, sharedTarget } = desktop.settings.current.settings;
      const target = switchTarget === 'shared' ? sharedTarget : undefined;
      return write(desktop, profile, { target, isShared: target !== undefined, confirmed });
    },
    writeRole: (profile: string, target: string, confirmed: boolean) =>
      write(desktop, profile, { target: target || undefined, isShared: false, confirmed }),
    renewRole: (profile: string) => renew(desktop, profile),
    stopRole: async (profile: string) => {
      const { app } = desktop.world;
      const stopped = await stopRole(app, await desktop.context(), profile);
      desktop.forget(profile);
      await desktop.endpoints.close(profile);
      await desktop.refreshLive();
      return stoppedText(stopped, app.clock.now());
    },
    stopAll: () => stopAll(desktop),
  });
}

/** A new session where the role is written already; what else it was handed to keeps the old one. */
async function renew(desktop: Desktop, profile: string): Promise<Done> {
  const { obtained, written, problems } = await renewShown(desktop, profile);
  for (const one of written) lookBackLater(desktop, one.result.target, one);
  await noteUse(desktop, profile);
  await desktop.refreshLive();
  const targets = written.map(({ result }) => `[${result.target}]`);
  return {
    message: `${profile} is live until ${endText(obtained)}${targets.length === 0 ? '' : `, as ${targets.join(' and ')}`}`,
    notices: [
      ...obtained.warnings,
      ...written.flatMap(({ result }) => result.notices),
      ...problems.map(({ message }) => message),
      ...(written.length === 0
        ? []
        : ['Programs that are running keep the old credentials until they read the file again.']),
    ],
  };
}

interface WriteWish {
  readonly target: string | undefined;
  /** True for the one target that every switch writes: it gets a profile of its own. */
  readonly isShared: boolean;
  readonly confirmed: boolean;
}

async function write(desktop: Desktop, profile: string, wish: WriteWish): Promise<Done> {
  const { app } = desktop.world;
  const context = await desktop.context();
  const chain = resolveChain(context, profile);
  const plan = planWrite(context, chain, wish.target);
  requireAgreement(plan, wish.confirmed);
  const obtained = await obtainShown(desktop, context, profile, { askedBy: 'person' });
  const prepared = wish.isShared
    ? await prepareSharedTarget(app, context, plan.target, chain.outputRegion)
    : { context, notices: [] };
  const written = await writeRole(app, prepared.context, obtained, plan);
  lookBackLater(desktop, plan.target, written);
  await noteUse(desktop, profile);
  await desktop.refreshLive();
  return {
    message: `${profile} is live until ${endText(obtained)}, as [${plan.target}]`,
    notices: [
      ...obtained.warnings,
      ...prepared.notices,
      ...written.result.notices,
      ...lostSettings(plan, profile),
      ...(await whatStopsAwsCli(app)),
    ],
  };
}

/**
 * Remembers a role as used last, for the tray, and for `-` on the command line. What was asked for
 * is done by then, so a settings file that can't be written is only logged.
 */
export async function noteUse(desktop: Desktop, profile: string): Promise<void> {
  const { app, marks } = desktop.world;
  const known = new Set(desktop.snapshot.roles.map((role) => role.profile));
  try {
    await rememberLastRole(app, profile);
    await marks.change((before) => ({
      ...before,
      recent: withRecentRole(before.recent, profile, (name) => known.has(name)),
    }));
  } catch (error) {
    if (!isRoleValetError(error)) {
      throw error;
    }
    app.logger.warn('the role used last is not remembered', { code: error.code });
  }
}

/** `14:32` of the session's end, by this machine's clock. */
export function endText({ session, now }: Obtained): string {
  return clockTime(session.credentials.expiration, now);
}

/** Throws CONFIRMATION_REQUIRED with the question, where roles would start from what is written. */
function requireAgreement(plan: WritePlan, confirmed: boolean): void {
  if (plan.startsFromIt.length > 0 && !confirmed) {
    throw new RoleValetError(
      'CONFIRMATION_REQUIRED',
      `These roles would then start from the session in [${plan.target}]: ${plan.startsFromIt.join(', ')}. Write it all the same?`,
      'Choose another target to leave them as they are.',
    );
  }
}

/** Nobody waits for the look back, so what it finds is told as a notification. */
function lookBackLater(desktop: Desktop, target: string, written: WrittenRole): void {
  const look = written.lookBack().then((notices) => {
    for (const notice of notices) {
      desktop.ports.notify({
        id: `look-back:${target}`,
        title: `[${target}] in the credentials file`,
        body: notice,
        show: { kind: 'screen', screen: 'roles' },
      });
    }
  });
  desktop.kept.afterwards('a look back', look);
}

async function stopAll(desktop: Desktop): Promise<Done> {
  const { app } = desktop.world;
  const context = await desktop.context();
  const { stopped, failure } = await stopAllRoles(app, context);
  for (const { profile } of stopped) desktop.forget(profile);
  desktop.activity.forgive();
  await desktop.endpoints.closeAll();
  await desktop.refreshLive();
  if (failure !== undefined) {
    throw failure;
  }
  const texts = stopped.map((one) => stoppedText(one, app.clock.now()));
  const notices = texts.flatMap(({ message, notices: more }) => [message, ...more]);
  const unlocked = (await unlockedBases(app)).map(
    ({ profile, expiration }) =>
      `The MFA session of ${profile} stays until ${clockTime(expiration, app.clock.now())}; stop ${profile} itself to end it.`,
  );
  const count = stopped.length === 1 ? '1 role' : `${stopped.length} roles`;
  return {
    message: stopped.length === 0 ? 'Nothing was live' : `Stopped ${count}`,
    notices: [...(stopped.length > 1 ? notices : notices.slice(1)), ...unlocked],
  };
}

function stoppedText(stopped: StoppedRole, now: number): Done {
  const { profile, removedTargets, copiesValidUntil, notices } = stopped;
  const isNothing = removedTargets.length === 0 && copiesValidUntil === undefined;
  const removed =
    removedTargets.length === 0
      ? ''
      : `, and removed [${removedTargets.join('], [')}] from the credentials file`;
  return {
    message: isNothing ? `Nothing of ${profile} was live` : `Stopped ${profile}${removed}`,
    notices: [
      ...(copiesValidUntil === undefined
        ? []
        : [
            `Copies already handed out stay valid until ${clockTime(copiesValidUntil, now)}: AWS cannot recall them.`,
          ]),
      ...notices,
    ],
  };
}
