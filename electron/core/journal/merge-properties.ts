import { parseIni } from '../aws-config/ini-document.ts';

/** Three versions of a file and what was made of them. */
export interface MergedTexts {
  readonly base: string;
  readonly one: string;
  readonly other: string;
  readonly merged: string;
}

/**
 * True where `merged` says, section by section and key by key, what `one` and `other` each changed in
 * `base`, and nothing else. Lines that were merged well can still mean something else: a key that was
 * added to a section that went, for one, would belong to the section above it.
 */
export function isMergedByMeaning({ base, one, other, merged }: MergedTexts): boolean {
  const [was, first, second, result] = [base, one, other, merged].map(meaning);
  if (!was || !first || !second || !result) return false;
  const places = new Set([...was.keys(), ...first.keys(), ...second.keys(), ...result.keys()]);
  return [...places].every((place) => {
    const before = was.get(place);
    const mine = first.get(place);
    const theirs = second.get(place);
    if (mine !== before && theirs !== before && mine !== theirs) return false;
    return result.get(place) === (mine === before ? theirs : mine);
  });
}

/** What the text says at each place: the lines of each key, and how often each section stands in it. */
function meaning(text: string): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  const add = (place: string, what: string) =>
    places.set(place, `${places.get(place) ?? ''}${what}\n`);
  const content = text.replace(/^\ufeff/, '');
  for (const { header, properties } of parseIni(content).sections) {
    add(header, '');
    for (const { key, start, end } of properties) {
      add(`${header}\n${key}`, content.slice(start, end).trimEnd());
    }
  }
  return places;
}
