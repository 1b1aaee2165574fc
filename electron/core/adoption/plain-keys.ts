import type { ErrorValue } from '../../contract/errors.ts';
import type { ParsedDocument } from '../aws-config/ini-document.ts';
import type { ParsedSection } from '../aws-config/ini-section.ts';
import { overruledDefaults } from '../aws-config/profile-sections.ts';
import { parseSectionName } from '../aws-config/section-name.ts';
import type { SharedFileKind, SourceLine } from '../aws-config/types.ts';
import type { LongTermKey } from '../credentials.ts';
import { readSectionKeys, refusal, type SectionKeys } from './section-keys.ts';

/** One of the two shared files, read. */
export interface KeyFile {
  readonly file: SharedFileKind;
  readonly path: string;
  readonly document: ParsedDocument;
}

/** A long-term key that stands in plain text under a profile's name. Holds the secret. */
export interface PlainKey extends LongTermKey {
  readonly profile: string;
  /** Both files where the same key stands in both. */
  readonly places: readonly SourceLine[];
}

/** A key, or a part of one, that can't be moved as it stands. */
export interface LeftKey {
  readonly profile: string;
  readonly accessKeyId?: string;
  readonly at: SourceLine;
  readonly problem: ErrorValue;
  /** True for temporary credentials and ids of other systems: only worth a word where named. */
  readonly isForeign: boolean;
}

/** What the files hold in plain text. */
export interface PlainKeys {
  readonly keys: readonly PlainKey[];
  readonly left: readonly LeftKey[];
}

/** Finds every long-term key in the files, in the order in which the profiles stand there. */
export function findPlainKeys(files: readonly KeyFile[]): PlainKeys {
  const byProfile = new Map<string, SectionKeys[]>();
  const left: LeftKey[] = [];
  for (const file of files) {
    for (const { name, isProfile, sections } of groups(file)) {
      const found = readSectionKeys(
        name,
        sections.flatMap(({ properties }) => properties),
        (line) => ({ file: file.file, path: file.path, line }),
      );
      if (found === undefined) continue;
      if (isProfile) byProfile.set(name, [...(byProfile.get(name) ?? []), found]);
      else left.push(unread(name, found));
    }
  }
  const keys: PlainKey[] = [];
  for (const [profile, found] of byProfile) {
    const outcome = joined(profile, found);
    if (outcome.key !== undefined) keys.push(outcome.key);
    left.push(...outcome.left);
  }
  return { keys, left };
}

/** The one key of a profile, or why what its two files hold is none. */
function joined(
  profile: string,
  found: readonly SectionKeys[],
): { readonly key?: PlainKey; readonly left: readonly LeftKey[] } {
  const [first, second] = found;
  const isSame =
    second === undefined ||
    (first?.key !== undefined &&
      first.key.accessKeyId === second.key?.accessKeyId &&
      first.key.secretAccessKey === second.key.secretAccessKey);
  if (first?.key !== undefined && isSame) {
    return { key: { profile, ...first.key, places: found.map(({ at }) => at) }, left: [] };
  }
  const isTwo = second !== undefined;
  return {
    left: found.map((one) => ({
      profile,
      at: one.at,
      ...(one.accessKeyId === undefined ? {} : { accessKeyId: one.accessKeyId }),
      problem:
        one.problem ??
        refusal(
          one.at,
          `${profile} has credentials in both files, and they differ${other(found, one)}`,
          'Remove the ones that are wrong by hand: AWS tools would silently go on with what is left.',
        ),
      isForeign: one.isForeign && !(isTwo && found.some(({ isForeign }) => !isForeign)),
    })),
  };
}

function other(found: readonly SectionKeys[], one: SectionKeys): string {
  const place = found.find((candidate) => candidate !== one)?.at;
  return place === undefined ? '' : ` (the others are in ${place.path}, line ${place.line})`;
}

/** A section whose header no AWS tool takes for a profile: moving its key would give it a new name. */
function unread(header: string, { at, accessKeyId, isForeign }: SectionKeys): LeftKey {
  return {
    profile: header,
    at,
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    problem: refusal(
      at,
      `[${header}] is no profile to AWS tools, so the key in it is left alone`,
      'Correct the header of that section, or remove the key by hand.',
    ),
    isForeign,
  };
}

interface SectionGroup {
  readonly name: string;
  readonly isProfile: boolean;
  readonly sections: readonly ParsedSection[];
}

/** The sections of a file that may hold keys, put together by the profile that they stand for. */
function groups({ document, file }: KeyFile): readonly SectionGroup[] {
  const overruled = new Set(overruledDefaults(document, file));
  const byName = new Map<string, ParsedSection[]>();
  for (const section of document.sections) {
    const { kind, name } = parseSectionName(section.header, file);
    if (kind === 'sso-session' || kind === 'services') continue;
    const isProfile = kind === 'profile' && !section.isBroken && !overruled.has(section);
    const id = `${isProfile ? 'profile' : 'other'} ${isProfile ? name : section.header}`;
    const same = byName.get(id);
    if (same === undefined) byName.set(id, [section]);
    else same.push(section);
  }
  return [...byName].map(([id, sections]) => {
    const isProfile = id.startsWith('profile ');
    return { name: id.slice(isProfile ? 8 : 6), isProfile, sections };
  });
}
