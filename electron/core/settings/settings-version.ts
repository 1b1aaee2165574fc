import { isRawObject } from './read-settings.ts';

type RawSettings = Readonly<Record<string, unknown>>;

/** Brings the content of version N to version N + 1. */
export type MigrationStep = (before: RawSettings) => RawSettings;

/** The first step leads from version 1 to 2, and so on. Fields that are only added need no step. */
const STEPS: readonly MigrationStep[] = [];

/** The content of the file by its version. */
export type VersionedSettings =
  /** Of our version, or brought to it. */
  | { readonly kind: 'known'; readonly raw: RawSettings }
  /** Written by a later program: what we understand of it can be read, but nothing written. */
  | { readonly kind: 'newer'; readonly raw: RawSettings; readonly version: number }
  | { readonly kind: 'damaged'; readonly reason: string };

/** Reads the outline of `settings.json` and brings an older version up to ours. Never throws. */
export function versionedSettings(
  text: string,
  steps: readonly MigrationStep[] = STEPS,
): VersionedSettings {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The parser's message would quote the file, line breaks and all.
    return { kind: 'damaged', reason: 'it is no JSON' };
  }
  if (!isRawObject(raw)) return { kind: 'damaged', reason: 'it holds no object' };
  const { version } = raw;
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) {
    return { kind: 'damaged', reason: 'it has no version' };
  }
  const latest = steps.length + 1;
  if (version > latest) return { kind: 'newer', raw, version };
  const migrated = steps.slice(version - 1).reduce((before, step) => step(before), raw);
  return { kind: 'known', raw: { ...migrated, version: latest } };
}
