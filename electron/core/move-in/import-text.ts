import { withNewRole } from '../app/role-edit.ts';
import { appendSection, setProperties } from '../aws-config/ini-edit.ts';
import { dominantLineBreak } from '../aws-config/ini-lines.ts';
import { configHeader } from '../aws-config/section-name.ts';
import type { MoveInBase, MoveInRole } from './move-in-role.ts';

/**
 * `text` with all of it as new sections at its end, bases first; not a byte before them changes. Each
 * section is made alone and the lot appended at once: a file may get thousands. Throws as
 * `appendSection` does.
 */
export function withImported(
  text: string,
  bases: readonly MoveInBase[],
  roles: readonly MoveInRole[],
): string {
  const [first, ...rest] = [...bases.map(baseSection), ...roles.map(roleSection)];
  if (first === undefined) return text;
  const lineBreak = dominantLineBreak(text);
  const inItsBreaks = (section: string) => section.replaceAll('\n', lineBreak);
  // The first one as any single one, for what stands between it and the old end.
  const [header = '', ...lines] = first.trimEnd().split('\n');
  const entries = lines.map((line): readonly [string, string] => {
    const equals = line.indexOf(' = ');
    return [line.slice(0, equals), line.slice(equals + 3)];
  });
  const begun = appendSection(text, header.slice(1, -1), entries);
  return begun + rest.map((section) => lineBreak + inItsBreaks(section)).join('');
}

function baseSection({ profile, region, mfaSerial }: MoveInBase): string {
  const entries: (readonly [string, string])[] = [];
  if (mfaSerial !== undefined) entries.push(['mfa_serial', mfaSerial]);
  if (region !== undefined) entries.push(['region', region]);
  return appendSection('', configHeader(profile), entries);
}

function roleSection({ form, more }: MoveInRole): string {
  const { text } = withNewRole('', form);
  if (more === undefined) return text;
  return setProperties(text, configHeader(form.profile), new Map(more));
}
