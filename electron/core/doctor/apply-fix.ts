import { RoleValetError } from '../../contract/errors.ts';
import { decodeText, encodeText, PLAIN_UTF8 } from '../aws-config/text-codec.ts';
import type { SharedFileKind } from '../aws-config/types.ts';
import type { ChainContext } from '../chain/chain-context.ts';
import {
  type ChangeApp,
  type ChangedFile,
  changeFile,
  changeFiles,
} from '../journal/change-file.ts';
import { commitChange } from '../journal/commit-change.ts';
import { unifiedDiff } from '../text-diff/unified-diff.ts';
import { type ExamineApp, readWorld } from './examine.ts';
import { mendAll } from './mend-all.ts';
import type { EncodingFix, Finding, ModeFix } from './types.ts';
import type { ExaminedWorld } from './world.ts';

/** The file's mode that lets its owner alone read it. */
const OWNER_ONLY = 0o600;

/**
 * Applies the fix of one finding and journals it. Throws EDIT_REFUSED where the file is not what was
 * examined, the finding has no fix, or the result would be no better; else as `changeFile` does.
 */
export async function applyFix(app: ChangeApp, finding: Finding): Promise<ChangedFile> {
  const { fix } = finding;
  if (fix === undefined) {
    throw new RoleValetError('EDIT_REFUSED', 'this finding has no fix', finding.hint);
  }
  if (fix.kind === 'mode') return await tightenMode(app, fix);
  if (fix.kind === 'encoding') return await saveAsUtf8(app, fix);
  const { file, edit, description } = fix;
  return await changeFile(app, { file, reason: `doctor: ${description}`, edit });
}

/** What applying every fix does, before it is done. */
export interface AllFixes {
  /** What will be mended, in that order. */
  readonly findings: readonly Finding[];
  /** The changed lines of both files; empty where only modes or encodings change. */
  readonly diff: string;
  /** Makes the changes: those of lines as one entry of the journal. */
  apply(): Promise<readonly ChangedFile[]>;
}

/**
 * Everything that can be mended, with its diff. A fix that would do harm is left out. `apply` throws
 * EDIT_REFUSED where a file is not what was examined, and as `changeFiles` does.
 */
export async function planAllFixes(
  app: ChangeApp & ExamineApp,
  context: ChainContext,
  findings: readonly Finding[],
): Promise<AllFixes> {
  const { world } = await readWorld(app, context);
  const { world: after, mended } = mendAll(world);
  const others = findings.filter(({ fix }) => fix !== undefined && fix.kind !== 'text');
  const changed = (['config', 'credentials'] as const).filter(
    (file) => textOf(world, file) !== textOf(after, file),
  );
  return {
    findings: [...mended, ...others],
    diff: changed
      .map((file) =>
        unifiedDiff(textOf(world, file), textOf(after, file), world.files[file].state.path),
      )
      .join(''),
    apply: async () => {
      const done: ChangedFile[] = [];
      if (changed.length > 0) {
        const edits = changed.map((file) => ({
          file,
          edit: (text: string, path: string) => {
            if (text === textOf(world, file)) return textOf(after, file);
            throw new RoleValetError(
              'EDIT_REFUSED',
              `${path} was changed since it was examined`,
              'Run role-valet doctor again.',
            );
          },
        }));
        const count = mended.length === 1 ? '1 finding' : `${mended.length} findings`;
        done.push(await changeFiles(app, { reason: `doctor: mend ${count}`, edits }));
      }
      for (const finding of others) done.push(await applyFix(app, finding));
      return done;
    },
  };
}

/** The diff of one fix of lines; empty for a fix of another kind. */
export function fixDiff({ files }: ExaminedWorld, { fix }: Finding): string {
  if (fix?.kind !== 'text') return '';
  const { state, lines } = files[fix.file];
  const { text } = lines.source.document;
  return unifiedDiff(text, fix.edit(text), state.path);
}

function textOf({ files }: ExaminedWorld, file: SharedFileKind): string {
  return files[file].lines.source.document.text;
}

function pathOf(app: ChangeApp, file: SharedFileKind): string {
  return file === 'config' ? app.configPath : app.credentialsPath;
}

/** The same bytes under a tighter mode. No entry: there is nothing in it that anybody wants back. */
async function tightenMode(app: ChangeApp, { file }: ModeFix): Promise<ChangedFile> {
  const path = pathOf(app, file);
  return await app.locks.withFileLock(path, async () => {
    const before = await app.files.read(path);
    if (!before.exists) return { entryId: undefined, paths: [], notices: [] };
    const beforeCommit = async () => {
      const now = await app.files.read(path);
      if (Buffer.compare(now.bytes, before.bytes) === 0) return;
      throw new RoleValetError(
        'FILE_CHANGED',
        `${path} was changed by another program at the same moment`,
        'Wait until that program is done, then try again.',
      );
    };
    await app.files.replace(path, before.bytes, { mode: OWNER_ONLY, beforeCommit });
    return { entryId: undefined, paths: [before.realPath], notices: [] };
  });
}

async function saveAsUtf8(
  app: ChangeApp,
  { file, description }: EncodingFix,
): Promise<ChangedFile> {
  return await commitChange(app, {
    reason: `doctor: ${description}`,
    isJournalled: true,
    edits: [
      {
        file,
        path: pathOf(app, file),
        edit: ({ bytes }) => encodeText(decodeText(bytes).text, PLAIN_UTF8),
      },
    ],
  });
}
