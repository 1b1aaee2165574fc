import { createHash } from 'node:crypto';
import { RoleValetError } from '../../../contract/errors.ts';
import type { ReadyText } from '../../../contract/explanation.ts';
import type { Done } from '../../../contract/results.ts';
import type {
  ChainWalkView,
  DoctorFindingView,
  ExaminationView,
  FixPreview,
} from '../../../contract/surgery.ts';
import { type AllFixes, applyFix, fixDiff, planAllFixes } from '../../doctor/apply-fix.ts';
import { examine, examineWorld, readWorld } from '../../doctor/examine.ts';
import { explainWalk } from '../../doctor/explain-walk.ts';
import type { Finding } from '../../doctor/types.ts';
import type { ExaminedWorld } from '../../doctor/world.ts';
import type { ChangedFile } from '../../journal/change-file.ts';
import { answering } from './answering.ts';
import type { Desktop } from './desktop.ts';
import { windowHint, withWindowHint } from './window-hint.ts';

/** What is wrong in the files, mending it, and walking the chain of a role. */
export function doctorVerbs(desktop: Desktop) {
  /** What was shown last about each role: the window's text can't come back, only its choice. */
  const texts = new Map<string, readonly ReadyText[]>();
  return answering(desktop, {
    examine: async (): Promise<ExaminationView> => {
      const { world, findings } = await examined(desktop);
      desktop.doctor.note(findings);
      return { findings: identified(world, findings).map(([id, one]) => findingView(id, one)) };
    },
    previewFix: async (id: string): Promise<FixPreview> => {
      const { world, finding } = await findingCalled(desktop, id);
      return { count: 1, diff: fixDiff(world, finding), others: othersOf([finding]) };
    },
    applyFix: async (id: string): Promise<Done> => {
      const { finding } = await findingCalled(desktop, id);
      const done = await applyFix(desktop.world.app, finding);
      await desktop.refresh();
      return mended(1, [done]);
    },
    previewAllFixes: async (): Promise<FixPreview> => {
      const { findings, diff } = await allFixes(desktop);
      return { count: findings.length, diff, others: othersOf(findings) };
    },
    applyAllFixes: async (): Promise<Done> => {
      const plan = await allFixes(desktop);
      if (plan.findings.length === 0) return { message: 'Nothing to mend', notices: [] };
      const done = await plan.apply();
      await desktop.refresh();
      return mended(plan.findings.length, done);
    },
    walkChain: async (profile: string): Promise<ChainWalkView> => {
      const walk = await explainWalk(desktop.world.app, await desktop.context(), profile);
      await desktop.refreshLive();
      if (walk.explanation === undefined) texts.delete(profile);
      else texts.set(profile, walk.explanation.texts);
      return {
        ...walk,
        links: walk.links.map((link) =>
          link.hint === undefined ? link : { ...link, hint: windowHint(link.hint) },
        ),
      };
    },
    copyReadyText: async (profile: string, to: ReadyText['to']): Promise<Done> => {
      const ready = texts.get(profile)?.find((one) => one.to === to);
      if (ready === undefined) {
        throw new RoleValetError(
          'USAGE',
          `there is no such text about ${profile} any more`,
          'Check the chain again.',
        );
      }
      await desktop.ports.clipboard.copyPlain(ready.text);
      return { message: 'Copied; it holds no secret', notices: [] };
    },
  });
}

async function examined(desktop: Desktop) {
  const { world, unreadable } = await readWorld(desktop.world.app, await desktop.context());
  return { world, findings: [...unreadable, ...examineWorld(world)] };
}

async function allFixes(desktop: Desktop): Promise<AllFixes> {
  const { app } = desktop.world;
  const context = await desktop.context();
  return await planAllFixes(app, context, await examine(app, context));
}

/** The finding as the files are now; what was shown of another moment is refused. */
async function findingCalled(desktop: Desktop, id: string) {
  const { world, findings } = await examined(desktop);
  const [, finding] = identified(world, findings).find(([name]) => name === id) ?? [];
  if (finding === undefined) {
    throw new RoleValetError(
      'EDIT_REFUSED',
      'the files are not what they were when this was found',
      'Look at the findings again, then try once more.',
    );
  }
  return { world, finding };
}

/**
 * Findings with names that hold while the line is what and where it was. Digests, since a line may
 * hold a secret; two findings of one code on one line are told apart by their order.
 */
function identified(world: ExaminedWorld, findings: readonly Finding[]) {
  const seen = new Map<string, number>();
  return findings.map((finding): readonly [id: string, finding: Finding] => {
    const { code, profile, at, message } = finding;
    const line = at === undefined ? '' : world.files[at.file].lines.lines[at.line - 1]?.text;
    const parts = JSON.stringify([code, profile, at?.file, at?.line, line, message]);
    const count = seen.get(parts) ?? 0;
    seen.set(parts, count + 1);
    const digest = createHash('sha256').update(`${parts} ${count}`).digest('hex');
    return [digest.slice(0, 24), finding];
  });
}

function findingView(id: string, finding: Finding): DoctorFindingView {
  const { severity, code, at, profile, message, hint, verdicts, fix } = withWindowHint(finding);
  return {
    id,
    severity,
    code,
    message,
    hint,
    ...(at === undefined ? {} : { place: { path: at.path, line: at.line } }),
    ...(profile === undefined ? {} : { profile }),
    ...(verdicts === undefined ? {} : { verdicts }),
    ...(fix === undefined ? {} : { fix: fix.description }),
  };
}

/** Fixes that change no line. */
function othersOf(findings: readonly Finding[]): readonly string[] {
  return findings.flatMap(({ fix }) =>
    fix === undefined || fix.kind === 'text' ? [] : [`${fix.description} (the ${fix.file} file)`],
  );
}

function mended(count: number, changes: readonly ChangedFile[]): Done {
  const isListed = changes.some(({ entryId }) => entryId !== undefined);
  return {
    message: count === 1 ? 'Mended' : `Mended ${count} findings`,
    notices: [
      ...changes.flatMap(({ notices }) => notices.map(windowHint)),
      ...(isListed ? ['Activity can take it back.'] : []),
    ],
  };
}
