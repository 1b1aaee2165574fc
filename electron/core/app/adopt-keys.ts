import type { PlainKey } from '../adoption/plain-keys.ts';
import { withoutKeys } from '../adoption/remove-keys.ts';
import { parseIni } from '../aws-config/ini-document.ts';
import { existingHeader } from '../aws-config/profile-sections.ts';
import { decodeText } from '../aws-config/text-codec.ts';
import type { SharedFileKind } from '../aws-config/types.ts';
import { changeFiles } from '../journal/change-file.ts';
import { isSameKey, withKeyItem } from '../keys/key-item.ts';
import type { App } from './app.ts';
import { requireKeychain } from './keys.ts';
import {
  type AdoptionPlan,
  type AdoptionWish,
  keyExists,
  secretAdoptionPlan,
} from './plan-adoption.ts';

const LOCK = 'adopt-keys';

export interface AdoptionRequest extends AdoptionWish {
  /** Told what would be done before anything is changed; throws to stop. */
  readonly confirm: (plan: AdoptionPlan) => Promise<void>;
}

/** What an adoption did. */
export interface Adoption extends AdoptionPlan {
  /** Real paths of the files that were changed. */
  readonly changedPaths: readonly string[];
  /** The entry of the journal, for `undo`. */
  readonly entryId?: string;
}

/** What an adoption would do; asks AWS where the wish says so, and changes nothing. */
export async function planAdoption(app: App, wish: AdoptionWish): Promise<AdoptionPlan> {
  requireKeychain(app);
  const { keys, left, notices } = await secretAdoptionPlan(app, wish);
  return { keys, left, notices };
}

/**
 * Moves long-term keys from the shared files into the keychain: stored and read back first, then
 * exactly their lines are removed, all in one entry of the journal. A kill at any moment leaves each key
 * in the file, in the keychain or in both; the next run goes on. Undoing it puts the lines back and
 * leaves the keychain's copies.
 *
 * Throws KEYCHAIN_UNAVAILABLE and the other KEYCHAIN_ errors, KEY_NOT_FOUND for a named profile without
 * a plain key, and as `changeFiles` does. A key that can't be moved stops no other: it is in `left`.
 */
export async function adoptKeys(app: App, request: AdoptionRequest): Promise<Adoption> {
  requireKeychain(app);
  const { plain, ...plan } = await secretAdoptionPlan(app, request);
  await request.confirm(plan);
  if (plain.length === 0) return { ...plan, changedPaths: [] };
  await app.locks.withLock(LOCK, async () => {
    for (const key of plain) await store(app, key);
  });
  const { changedPaths, entryId, changed, notices } = await removeLines(app, plain);
  return {
    keys: plan.keys.filter(({ profile }) => !changed.has(profile)),
    left: plan.left,
    notices: [...plan.notices, ...[...changed].map(changedNotice), ...notices],
    changedPaths,
    ...(entryId === undefined ? {} : { entryId }),
  };
}

/** What is in the keychain may have changed while the user was asked, so it is looked at once more. */
async function store(app: App, key: PlainKey): Promise<void> {
  const { profile, accessKeyId, secretAccessKey } = key;
  await withKeyItem(app, profile, async () => {
    const stored = await app.keys.get(profile);
    if (isSameKey(stored, key)) return;
    if (stored !== undefined) throw keyExists(profile, stored.accessKeyId);
    // Reads back what it stored, and throws where that differs.
    await app.keys.put(profile, { accessKeyId, secretAccessKey, createdAt: app.clock.now() });
    app.logger.info('base key adopted', { profile });
  });
}

async function removeLines(app: App, keys: readonly PlainKey[]) {
  const config = decodeText((await app.files.read(app.configPath)).bytes).text;
  const document = parseIni(config, { file: 'config', path: app.configPath });
  // A profile that config doesn't name lives by its header in the credentials file alone.
  const keepsHeader = (profile: string) =>
    existingHeader(document, 'config', profile) === undefined;
  const changedIn = new Map<SharedFileKind, readonly string[]>();
  const files = (['credentials', 'config'] as const).filter((file) =>
    keys.some(({ places }) => places.some((at) => at.file === file)),
  );
  const { entryId, paths, notices } = await changeFiles(app, {
    reason: `Moved the key of ${keys.map(({ profile }) => profile).join(', ')} into the keychain`,
    note: 'The keychain keeps its copies of the keys',
    edits: files.map((file) => ({
      file,
      edit: (text, path) => {
        const result = withoutKeys(text, { file, path }, keys, keepsHeader);
        changedIn.set(file, result.changed);
        return result.text;
      },
    })),
  });
  const changed = new Set([...changedIn.values()].flat());
  return { entryId, changedPaths: paths, changed, notices };
}

function changedNotice(profile: string): string {
  return `the key of ${profile} was changed in the file at the same moment: its lines were left, and the keychain holds the key that was there before`;
}
