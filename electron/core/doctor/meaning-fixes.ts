import { propertyValue } from '../aws-config/profile-property.ts';
import { parseSectionName } from '../aws-config/section-name.ts';
import type { Profile } from '../aws-config/types.ts';
import { roleSetting } from '../chain/role-settings.ts';
import { rolesStartingFrom } from '../outputs/credentials-file/target-rules.ts';
import { STALE_KEYS, TRIO_KEYS } from '../outputs/credentials-file/trio-properties.ts';
import { type FileLines, replacedInLine, spanCommentedOut } from './line-edits.ts';
import type { LineFix } from './text-fixes.ts';
import type { Finding } from './types.ts';
import type { ExaminedWorld } from './world.ts';

/** How a finding about what the files mean can be mended; undefined where only the user can know. */
export function meaningFix(finding: Finding, world: ExaminedWorld): LineFix | undefined {
  const { code, at, profile: name } = finding;
  const profile = world.config.profiles.get(name ?? '');
  if (at === undefined || profile === undefined) return undefined;
  const file = world.files[at.file].lines;
  switch (code) {
    case 'ROLE_ARN_TWICE':
      return dropped(file, at.line, profile, 'role_arn', 'valet_role_arn');
    case 'TOKEN_LEGACY':
      return tokenFix(file, at.line, profile);
    case 'DURATION_NOT_POSSIBLE':
      return durationFix(file, at.line);
    case 'CHAIN_LOOP':
      return loopFix(profile, world);
    case 'SESSION_EXPIRED':
      return sessionFix(file, at.line, profile, world);
    default:
      return undefined;
  }
}

/** The property `key` made a comment, or gone where `kept` says the same. */
function dropped(
  file: FileLines,
  line: number,
  profile: Profile,
  key: string,
  kept: string,
): LineFix | undefined {
  const property = file.propertyOf(line);
  if (property === undefined) return undefined;
  const isSame = propertyValue(profile, key) === propertyValue(profile, kept);
  const isGone = isSame && property.line === property.endLine && !property.hasComment;
  return {
    description: isGone
      ? `Remove ${key} in line ${line}, which ${kept} says too`
      : `Make ${key} in line ${line} a comment`,
    replacements: isGone
      ? [{ start: property.start, end: property.end, text: '' }]
      : spanCommentedOut(file, property.line, property.endLine),
  };
}

function tokenFix(file: FileLines, line: number, profile: Profile): LineFix | undefined {
  if (propertyValue(profile, 'aws_session_token') !== undefined) {
    return dropped(file, line, profile, 'aws_security_token', 'aws_session_token');
  }
  const property = file.propertyOf(line);
  const renamed = property && lineWith(file, line, property.writtenKey, 'aws_session_token');
  return renamed && { description: `Name the token of line ${line} aws_session_token`, ...renamed };
}

function durationFix(file: FileLines, line: number): LineFix | undefined {
  const property = file.propertyOf(line);
  const fix = property && lineWith(file, line, property.value, '3600');
  return fix && { description: `Write 3600 in place of ${property.value} in line ${line}`, ...fix };
}

function lineWith(
  file: FileLines,
  number: number,
  from: string,
  to: string,
): Pick<LineFix, 'replacements'> | undefined {
  const line = file.lines[number - 1];
  const replacement = line && replacedInLine(line, from, to);
  return replacement && { replacements: [replacement] };
}

/**
 * A section that holds nothing but a dead session can go, unless something starts from it. One of
 * ours stays until it is renewed or stopped: an `AWS_PROFILE` that names it must not find another
 * identity.
 */
function sessionFix(
  file: FileLines,
  line: number,
  profile: Profile,
  { config, context }: ExaminedWorld,
): LineFix | undefined {
  const { name } = profile;
  const section = file.sectionOf(line);
  const isPlain = section?.properties.every(
    ({ key }) => TRIO_KEYS.has(key) || STALE_KEYS.has(key) || key === 'region' || key === 'output',
  );
  const isNeeded =
    profile.configAt !== undefined ||
    context.ownTargets?.has(name) === true ||
    rolesStartingFrom(config, name).length > 0 ||
    context.environment.AWS_PROFILE === name;
  const next = file.source.document.sections.find((other) => other.line > (section?.line ?? 0));
  const isNextPlain = next === undefined || file.source.document.text.charAt(next.start) === '[';
  if (section === undefined || isPlain !== true || isNeeded || !isNextPlain) return undefined;
  return {
    description: `Remove [${section.header}] with its dead session`,
    replacements: [{ start: section.start, end: section.contentEnd, text: '' }],
  };
}

/**
 * Roles that form a ring can never work, so they may become comments, unless a role outside the ring
 * starts from one of them: that one would then lack its source.
 */
function loopFix(profile: Profile, { config, files }: ExaminedWorld): LineFix | undefined {
  const ring = ringBehind(profile, config);
  const isNeeded = ring.some(({ name, credentialsAt }) => {
    const isInRing = (role: string) => ring.some((one) => one.name === role);
    return credentialsAt !== undefined || !rolesStartingFrom(config, name).every(isInRing);
  });
  if (isNeeded) return undefined;
  const { lines } = files.config;
  const { document, file } = lines.source;
  const { sections, text } = document;
  const members = sections.filter(({ header, isBroken }) => {
    const { kind, name } = parseSectionName(header, file);
    return !isBroken && kind === 'profile' && ring.some((one) => one.name === name);
  });
  const isSafe = members.every((section) => {
    const next = sections[sections.indexOf(section) + 1];
    return next === undefined || text.charAt(next.start) === '[';
  });
  if (!isSafe) return undefined;
  return {
    description: `Make the profiles of the loop comments: ${ring.map(({ name }) => name).join(', ')}`,
    replacements: members.flatMap((section) => {
      const last = section.properties.at(-1)?.endLine ?? section.line;
      return spanCommentedOut(lines, section.line, last);
    }),
  };
}

/** The profiles of the ring that the sources of `profile` lead into. */
function ringBehind(profile: Profile, config: ExaminedWorld['config']): readonly Profile[] {
  const way: Profile[] = [];
  let next: Profile | undefined = profile;
  while (next !== undefined && !way.includes(next)) {
    way.push(next);
    next = config.profiles.get(roleSetting(next, 'source_profile')?.value ?? '');
  }
  return next === undefined ? [] : way.slice(way.indexOf(next));
}
