import type { Done } from '../../../contract/results.ts';
import type { PlanView, RoleForm } from '../../../contract/roles.ts';
import { previewPlan } from '../preview-plan.ts';
import { readRoleForm } from '../role-form.ts';
import { saveRole } from '../save-role.ts';
import { answering } from './answering.ts';
import type { Desktop } from './desktop.ts';
import {
  type AccountMarkChanges,
  changedAccountMarks,
  changedRoleMarks,
  type RoleMarkChanges,
  renamedMarks,
  withMarks,
} from './marks.ts';
import { planView } from './plan-view.ts';

/** Looking at a role, editing its profile, and the user's own marks on it. */
export function profileVerbs(desktop: Desktop) {
  return answering(desktop, {
    previewPlan: async (profile: string): Promise<PlanView> => {
      const context = await desktop.context();
      const { plan, liveSteps } = await previewPlan(desktop.world.app, context, profile, {});
      return planView(plan, liveSteps);
    },
    readRoleForm: async (profile: string): Promise<RoleForm> =>
      readRoleForm(await desktop.context(), profile),
    saveRole: async (form: RoleForm, original: string): Promise<Done> => {
      const saved = await saveRole(desktop.world.app, form, original);
      desktop.activity.forgive(saved.profile);
      if (original !== '' && original !== saved.profile) {
        await desktop.world.marks.change((before) => renamedMarks(before, original, saved.profile));
      }
      await desktop.refresh();
      return {
        message: saved.changes.length === 0 ? 'Nothing to change' : `Saved to ${saved.path}`,
        notices: saved.changes,
      };
    },
    markRole: async (profile: string, changes: RoleMarkChanges): Promise<null> => {
      await desktop.world.marks.change((before) => ({
        ...before,
        roles: withMarks(before.roles, profile, (old) => changedRoleMarks(old, changes)),
      }));
      desktop.publish();
      return null;
    },
    markAccount: async (accountId: string, changes: AccountMarkChanges): Promise<null> => {
      await desktop.world.marks.change((before) => ({
        ...before,
        accounts: withMarks(before.accounts, accountId, (old) => changedAccountMarks(old, changes)),
      }));
      desktop.publish();
      return null;
    },
  });
}
