import { commitEdit } from './commit-edit.ts';
import type { CredentialsFileContext } from './context.ts';
import { bytesText, editableFile } from './file-text.ts';
import { ownedTargets } from './ownership.ts';
import { planEdit } from './plan-edit.ts';
import { headers } from './section-text.ts';
import { settledRead } from './settled-read.ts';
import type { WriteTargetRequest, WriteTargetResult } from './write-target.ts';

/** What came of the look at a file after our write. */
export interface PutBackResult {
  readonly putBack: boolean;
  readonly notices: readonly string[];
}

const NOTHING: PutBackResult = { putBack: false, notices: [] };

/**
 * Mends a stale rewrite: another program read the file before our write, wrote after it, and so
 * dropped our section with the best of intentions. Call it when the file changed after `written`.
 * The section goes back in only if the new text is the one seen before our write plus a change in
 * exactly one section of others, which is what such a program leaves; anything else may be the
 * user's own wish. Done once per write, never with an expired session. Throws what `writeTarget` does.
 */
export async function putBackDropped(
  context: CredentialsFileContext,
  request: WriteTargetRequest,
  written: WriteTargetResult,
): Promise<PutBackResult> {
  if (request.credentials.expiration <= context.clock.now()) return NOTHING;
  return await context.locks.withFileLock(written.credentialsPath, async () => {
    const all = await ownedTargets(context);
    const owned = all.find(
      ({ target, credentialsPath }) =>
        target === written.target && credentialsPath === written.credentialsPath,
    );
    // A newer write, another owner, a stop, or a second time: this write has no more say.
    const isCurrent =
      owned?.accessKeyId === request.credentials.accessKeyId &&
      owned.role === request.role &&
      owned.wasPutBack !== true;
    if (!isCurrent) return NOTHING;
    const state = await settledRead(context, request.credentialsPath);
    const ours = new Set(
      all
        .filter(({ credentialsPath }) => credentialsPath === state.realPath)
        .map(({ target }) => target),
    );
    const { version } = written;
    const now = bytesText(editableFile(state).bytes);
    const texts = { before: version.before(), after: version.after(), now };
    const hadOlderTrio = owned.previousAccessKeyId !== undefined;
    if (!isStaleRewrite(texts, written.target, ours, hadOlderTrio)) return NOTHING;
    const plan = await planEdit(context, { ...request, isRenewal: false }, state, owned);
    const record = { ...plan.record, wasPutBack: true };
    const notices = await commitEdit(context, state, { ...plan, record, journalReason: undefined });
    const notice = `Another program dropped [${written.target}] by writing an older version of the file; it was put back`;
    return { putBack: true, notices: [...notices, notice] };
  });
}

/**
 * True where `now` is `before` plus a change in exactly one section that is not ours. Where the
 * target held an older trio of ours before the write, its return alone proves the stale rewrite.
 */
export function isStaleRewrite(
  texts: { readonly before: string; readonly after: string; readonly now: string },
  target: string,
  ours: ReadonlySet<string>,
  hadOlderTrio: boolean,
): boolean {
  const old = sectionTexts(texts.before);
  const written = sectionTexts(texts.after);
  const current = sectionTexts(texts.now);
  if (old === undefined || written === undefined || current === undefined) return false;
  const isDropped =
    current.get(target) === old.get(target) && current.get(target) !== written.get(target);
  if (!isDropped) return false;
  const names = new Set([...old.keys(), ...current.keys()]);
  const changed = [...names].filter(
    (name) => !ours.has(name) && old.get(name) !== current.get(name),
  );
  return changed.length === 1 || (changed.length === 0 && hadOlderTrio);
}

/**
 * Each section's lines that carry meaning, by name; undefined where a name stands twice. Comments
 * and blank lines are left out, because where one section ends and the next one's comment begins
 * is not defined.
 */
function sectionTexts(text: string): Map<string, string> | undefined {
  const sections = new Map<string, string>();
  const all = [...headers(text)];
  for (const [index, { name, lineStart }] of all.entries()) {
    if (sections.has(name)) return undefined;
    const end = all[index + 1]?.lineStart ?? text.length;
    const lines = text
      .slice(lineStart, end)
      .split('\n')
      .map((line) => line.trim());
    sections.set(name, lines.filter((line) => line !== '' && !/^[#;]/.test(line)).join('\n'));
  }
  return sections;
}
