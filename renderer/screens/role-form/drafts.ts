import type { RoleForm } from '../../../electron/contract/roles.ts';

/**
 * Forms that were left unsaved, by the profile they edit (empty for a new role), as long as the
 * window lives: a click on a tab, or a notification that opens another screen, must lose nothing.
 * They hold no secret.
 */
const drafts = new Map<string, RoleForm>();

export function readDraft(original: string): RoleForm | undefined {
  return drafts.get(original);
}

export function keepDraft(original: string, form: RoleForm): void {
  drafts.set(original, form);
}

export function dropDraft(original: string): void {
  drafts.delete(original);
}
