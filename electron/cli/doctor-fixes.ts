import { isRoleValetError, RoleValetError } from '../contract/errors.ts';
import type { App } from '../core/app/app.ts';
import { loadContext } from '../core/app/load-context.ts';
import { applyFix, fixDiff } from '../core/doctor/apply-fix.ts';
import { examineWorld, readWorld } from '../core/doctor/examine.ts';
import type { Finding } from '../core/doctor/types.ts';
import type { ExaminedWorld } from '../core/doctor/world.ts';
import { noteAll } from './command-context.ts';
import { placeText } from './doctor-text.ts';
import type { Terminal } from './terminal.ts';

/**
 * Shows each fix with its diff and asks. The files are examined anew behind each, because lines move.
 * Gives what was mended. Throws DECLINED where the person ends the questions and nothing was changed.
 */
export async function fixOneByOne(terminal: Terminal, app: App): Promise<readonly Finding[]> {
  const mended: Finding[] = [];
  const passed = new Set<string>();
  for (let isAll = false; ; ) {
    const { world } = await readWorld(app, await loadContext(app));
    const finding = examineWorld(world).find(
      (one) => one.fix !== undefined && !passed.has(identity(one, world)),
    );
    if (finding?.fix === undefined) return mended;
    terminal.print(`\n${placeText(finding)}: ${finding.message}\n${finding.fix.description}:\n`);
    terminal.print(fixDiff(world, finding));
    const answer = isAll ? 'y' : await terminal.ask('Mend it? [y]es, [N]o, [a]ll, [q]uit ');
    const choice = answer?.trim().toLowerCase().charAt(0) ?? 'q';
    if (choice === 'q') {
      if (mended.length > 0) return mended;
      throw new RoleValetError('DECLINED', 'nothing was changed', 'Everything is as it was.');
    }
    if (choice === 'a') isAll = true;
    if (choice !== 'y' && choice !== 'a') {
      passed.add(identity(finding, world));
      continue;
    }
    try {
      noteAll(terminal, (await applyFix(app, finding)).notices);
      mended.push(finding);
    } catch (error) {
      if (!isRoleValetError(error, 'EDIT_REFUSED')) throw error;
      passed.add(identity(finding, world));
      terminal.note(`note: ${error.message}`);
    }
  }
}

/** What a finding is about, whatever line it has moved to. */
function identity({ code, profile, at }: Finding, { files }: ExaminedWorld): string {
  const line = at === undefined ? '' : files[at.file].lines.lines[at.line - 1]?.text;
  return `${code} ${profile} ${at?.file} ${line}`;
}
