import { isRoleValetError } from '../../../contract/errors.ts';
import type { Done } from '../../../contract/results.ts';
import type { ManagePreview } from '../../../contract/surgery.ts';
import type { ManageWish } from '../../managed/plan-managed.ts';
import {
  type ManagedRole,
  type ManagePlan,
  manageRole,
  planManage,
  planUnmanage,
  unmanageRole,
} from '../manage-role.ts';
import { answering } from './answering.ts';
import type { Desktop } from './desktop.ts';
import { windowHint } from './window-hint.ts';

/** Letting AWS tools reach a role by its own name, and taking that back. */
export function manageVerbs(desktop: Desktop) {
  return answering(desktop, {
    previewManage: async (profile: string): Promise<ManagePreview> => {
      const { plan, removesSession } = await shownPlan(desktop, profile);
      return preview(plan, removesSession);
    },
    manageRole: async (
      profile: string,
      removeSession: boolean,
      confirmed: boolean,
    ): Promise<Done> => {
      const wish = await wishFor(desktop, profile, removeSession);
      const { app } = desktop.world;
      const done = await manageRole(app, await desktop.context(), { ...wish, isAgreed: confirmed });
      await desktop.refresh();
      const { ROLE_VALET_HOME: home } = app.environment;
      return changed(done, `AWS tools now use ${profile} by its own name`, [
        // The command in the file can't carry it along.
        ...(home === undefined || home === '' || done.paths.length === 0
          ? []
          : [`AWS tools find its keys and sessions only where ROLE_VALET_HOME is ${home}.`]),
      ]);
    },
    previewUnmanage: async (profile: string): Promise<ManagePreview> =>
      preview(await planUnmanage(desktop.world.app, await desktop.context(), profile), false),
    unmanageRole: async (profile: string): Promise<Done> => {
      const done = await unmanageRole(desktop.world.app, await desktop.context(), profile);
      await desktop.refresh();
      return changed(done, `AWS tools read ${profile} by themselves again`);
    },
  });
}

/**
 * The plan without touching the credentials file; where only a session of another tool stands in the
 * way there, the plan that removes it too, which the user then sees.
 */
async function shownPlan(
  desktop: Desktop,
  profile: string,
): Promise<{ plan: ManagePlan; removesSession: boolean }> {
  const { app } = desktop.world;
  const context = await desktop.context();
  const planFor = async (removeSession: boolean): Promise<ManagePlan> =>
    await planManage(app, context, await wishFor(desktop, profile, removeSession));
  try {
    return { plan: await planFor(false), removesSession: false };
  } catch (error) {
    if (!isRoleValetError(error, 'MANAGE_REFUSED') || !error.hint.includes('--remove-session')) {
      throw error;
    }
    return { plan: await planFor(true), removesSession: true };
  }
}

async function wishFor(
  { ports }: Desktop,
  profile: string,
  removeSession: boolean,
): Promise<ManageWish> {
  return { profile, removeSession, command: await ports.ownCommand() };
}

function preview({ diff, notices, affected }: ManagePlan, removesSession: boolean): ManagePreview {
  return { diff, notices: notices.map(windowHint), affected, removesSession };
}

function changed(
  { paths, notices }: ManagedRole,
  message: string,
  more: readonly string[] = [],
): Done {
  return {
    message: paths.length === 0 ? 'Nothing to change' : message,
    notices: [...notices.map(windowHint), ...more],
  };
}
