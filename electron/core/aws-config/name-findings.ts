import { parseSectionName, sectionVisibility } from './section-name.ts';
import type { ConfigFinding, SourceLine } from './types.ts';

/** Sections of the config file that hold the AWS CLI's own settings. */
const OTHER_SECTIONS: ReadonlySet<string> = new Set(['plugins', 'preview']);

/** What is wrong with a section's header, or undefined where every AWS tool finds the section. */
export function nameFinding(header: string, at: SourceLine): ConfigFinding | undefined {
  const { kind, name } = parseSectionName(header, at.file);
  if (header.trim() === 'DEFAULT') return upperCaseDefault(at);
  if (kind === 'other') return ignoredSection(name, at);
  const { isSeenByCli, isSeenBySdks } = sectionVisibility(header, at.file);
  if (isSeenByCli && isSeenBySdks) return undefined;
  const profile = kind === 'profile' ? { profile: name } : {};
  const blind = [...(isSeenByCli ? [] : ['the AWS CLI']), ...(isSeenBySdks ? [] : ['SDKs'])].join(
    ' and ',
  );
  const hasOddBlanks = /^\s|\s$|\s{2}/.test(header);
  return {
    code: 'NAME_UNREADABLE_BY_SDK',
    severity: 'warning',
    message: `[${header}] cannot be found by ${blind}`,
    hint: hasOddBlanks
      ? `Leave no blanks at the ends of the header, and one in the middle at most`
      : 'Use a name of letters, digits and - _ . @ % : / + only',
    at,
    ...profile,
  };
}

function upperCaseDefault(at: SourceLine): ConfigFinding {
  return {
    code: 'SECTION_IGNORED',
    severity: 'warning',
    message:
      'For the AWS CLI [DEFAULT] is no profile: it adds the keys in it to every other section',
    hint: 'Write [default] in lower case',
    at,
  };
}

function ignoredSection(header: string, at: SourceLine): ConfigFinding | undefined {
  if (at.file === 'credentials') {
    return {
      code: 'SECTION_IGNORED',
      severity: 'warning',
      message: `No AWS tool finds [${header}]: the credentials file takes names without a prefix`,
      hint: header.startsWith('profile')
        ? `Write [${header.replace(/^profile\s+/, '')}], or move the section to the config file`
        : 'Move the section to the config file',
      at,
    };
  }
  if (OTHER_SECTIONS.has(header)) return undefined;
  const words = /^(profile|sso-session|services)[ \t]+(.*)$/.exec(header);
  if (words?.[2] !== undefined && /\s/.test(words[2])) {
    return {
      code: 'NAME_UNQUOTED_SPACE',
      severity: 'warning',
      message: `[${header}] is ignored by every AWS tool, because of the blank in its name`,
      hint: 'Replace the blank with a - ; in quotes only the AWS CLI finds the name',
      at,
    };
  }
  if (/^(profile|sso-session|services)\./.test(header)) {
    return {
      code: 'SECTION_IGNORED',
      severity: 'warning',
      message: `Only JavaScript SDKs find [${header}]: a blank stands behind the prefix, not a dot`,
      hint: `Write [${header.replace('.', ' ')}]`,
      at,
    };
  }
  const hasPrefix = /^(profile|sso-session|services)\b/.test(header);
  return {
    code: 'SECTION_IGNORED',
    severity: 'warning',
    message: `[${header}] is ignored by every AWS tool: in the config file a profile's header is [profile NAME]`,
    hint: hasPrefix ? 'Give the section a name' : `Write [profile ${header}] if it is meant as one`,
    at,
  };
}
