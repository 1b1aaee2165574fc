import { isRoleValetError } from '../../contract/errors.ts';
import type { App } from '../app/app.ts';
import { serverTime } from '../app/server-time.ts';
import type { ChainContext } from '../chain/chain-context.ts';
import type { FileState } from '../ports.ts';
import { fixFor } from './fixes.ts';
import { findingsIn } from './rules.ts';
import type { DoctorCode, Finding } from './types.ts';
import { type ExaminedWorld, makeWorld } from './world.ts';
import { fixesOf, isNoWorse, nonOverlapping, worldAfter } from './world-after.ts';

/** What examining needs of the app. */
export type ExamineApp = Pick<
  App,
  | 'configPath'
  | 'credentialsPath'
  | 'files'
  | 'clock'
  | 'sts'
  | 'sessions'
  | 'homePath'
  | 'locks'
  | 'logger'
>;

/**
 * Everything that the doctor finds in both files, in what they mean together, and in the environment:
 * errors first, then warnings, then notes, each in order of the lines. Makes no call. A file that
 * can't be read is a finding, not an error.
 */
export async function examine(app: ExamineApp, context: ChainContext): Promise<readonly Finding[]> {
  const { world, unreadable } = await readWorld(app, context);
  return [...unreadable, ...examineWorld(world)];
}

/** The files as they are now, with findings for those that can't be read. */
export async function readWorld(
  app: ExamineApp,
  context: ChainContext,
): Promise<{ readonly world: ExaminedWorld; readonly unreadable: readonly Finding[] }> {
  const unreadable: Finding[] = [];
  const read = async (path: string): Promise<FileState> => {
    try {
      return await app.files.read(path);
    } catch (error) {
      if (!isRoleValetError(error, 'FILE_UNREADABLE')) throw error;
      const { message, hint } = error;
      unreadable.push({ severity: 'error', code: 'FILE_UNREADABLE', message, hint });
      return { path, realPath: path, exists: false, bytes: new Uint8Array() };
    }
  };
  const [config, credentials] = await Promise.all([
    read(app.configPath),
    read(app.credentialsPath),
  ]);
  const world = makeWorld({ config, credentials }, context, await serverTime(app));
  return { world, unreadable };
}

/** What these fixes bring to light was not read before, and may be wrong in its turn. */
const REVEALING: ReadonlySet<DoctorCode> = new Set<DoctorCode>([
  'COLON',
  'PROPERTY_INDENTED',
  'HEADER_INDENTED',
  'HEADER_UNCLOSED',
  'HEADER_TRAILING_TEXT',
  'LONE_CARRIAGE_RETURN',
  'NAME_UNREADABLE_BY_SDK',
  'SECTION_IGNORED',
  'CHAIN_LOOP',
  'DUPLICATE_SECTION',
  'DUPLICATE_KEY',
  'PROFILE_SPELLED_TWICE',
  'TOKEN_LEGACY',
  'SESSION_EXPIRED',
  'ROLE_ARN_TWICE',
]);

/** Up to so many fixes are each checked by themselves; of more, many at once. */
const MOST_CHECKED = 40;

/** As `examine`, for a world at hand: pure. A fix is offered only where it brings no new error. */
export function examineWorld(world: ExaminedWorld): readonly Finding[] {
  const findings = findingsIn(world);
  // With blanks that readers disagree on, nothing about indentation is sure.
  const unsure = new Set(
    findings.filter(({ code }) => code === 'WHITE_SPACE_ODD').map(({ at }) => at?.file),
  );
  const fixable = findings.map((finding): Finding => {
    const fix = fixFor(finding, world);
    const isUnsure = fix?.kind === 'text' && unsure.has(fix.file);
    return fix === undefined || isUnsure ? finding : { ...finding, fix };
  });
  const revealing = fixable.filter(({ code, fix }) => fix?.kind === 'text' && REVEALING.has(code));
  const harmful = new Set(harmfulOf(world, findings, revealing, revealing.length <= MOST_CHECKED));
  return fixable.map((finding) => {
    const { fix: _, ...without } = finding;
    return harmful.has(finding) ? without : finding;
  });
}

/**
 * Those of `candidates` that would bring a new error: each tried alone, or else many together, and
 * halved where they do harm.
 */
function harmfulOf(
  world: ExaminedWorld,
  findings: readonly Finding[],
  candidates: readonly Finding[],
  isEachTried: boolean,
): readonly Finding[] {
  if (candidates.length === 0) return [];
  if (candidates.length === 1 || !isEachTried) {
    const together = nonOverlapping(candidates);
    if (isNoWorse(world, worldAfter(world, fixesOf(together)), findings)) return [];
    if (candidates.length === 1) return candidates;
  }
  const half = Math.ceil(candidates.length / 2);
  return [candidates.slice(0, half), candidates.slice(half)].flatMap((part) =>
    harmfulOf(world, findings, part, isEachTried),
  );
}
