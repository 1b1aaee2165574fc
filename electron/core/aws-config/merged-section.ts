import type { PropertyCursor } from './ini-cursor.ts';
import type { ParsedSection } from './ini-section.ts';
import type {
  NamedSection,
  Profile,
  ProfileProperty,
  SharedFileKind,
  SourceLine,
} from './types.ts';

/**
 * A profile, or another named section, put together from its sections in both files: later sections
 * and later lines win key by key. The lines are read when first asked for: a command that needs one
 * role does not read thousands.
 */
export class MergedSection implements NamedSection, Profile {
  readonly name: string;
  readonly #sections: ParsedSection[];
  #content: SectionContent | undefined;

  constructor(name: string, first: ParsedSection) {
    this.name = name;
    this.#sections = [first];
  }

  /** Adds a section whose keys win over those so far. Only before anything is read. */
  add(section: ParsedSection): void {
    this.#sections.push(section);
  }

  get properties(): ReadonlyMap<string, ProfileProperty> {
    this.#content ??= readSections(this.#sections);
    return this.#content.properties;
  }

  get nested(): NamedSection['nested'] {
    this.#content ??= readSections(this.#sections);
    return this.#content.nested;
  }

  // A missing place is `undefined` here, which readers can't tell from a missing member.
  get configAt(): SourceLine {
    return this.#headerLine('config') as SourceLine;
  }

  get credentialsAt(): SourceLine {
    return this.#headerLine('credentials') as SourceLine;
  }

  #headerLine(file: SharedFileKind): SourceLine | undefined {
    const section = this.#sections.find(({ source }) => source?.file === file);
    return section === undefined ? undefined : sourceLine(section, section.line);
  }
}

type SectionContent = Pick<NamedSection, 'properties' | 'nested'>;

/** A property that makes its place when asked: nearly nobody asks, and there are many. */
class FileProperty implements ProfileProperty {
  readonly value: string;
  readonly #section: ParsedSection;
  readonly #bodyLine: number;

  constructor(value: string, section: ParsedSection, bodyLine: number) {
    this.value = value;
    this.#section = section;
    this.#bodyLine = bodyLine;
  }

  get at(): SourceLine {
    return sourceLine(this.#section, this.#section.line + 1 + this.#bodyLine);
  }
}

function sourceLine({ source }: ParsedSection, line: number): SourceLine {
  return { file: source?.file ?? 'config', path: source?.path ?? '', line };
}

const NOTHING_NESTED: NamedSection['nested'] = new Map();

function readSections(sections: readonly ParsedSection[]): SectionContent {
  const properties = new Map<string, ProfileProperty>();
  let nested: Map<string, ReadonlyMap<string, ProfileProperty>> | undefined;
  for (const section of sections) {
    const cursor = section.cursor();
    while (cursor.next()) {
      const { name } = cursor;
      if (cursor.isColon || name.hasBlank) continue;
      if (cursor.nested === undefined) {
        properties.set(name.key, new FileProperty(cursor.value, section, cursor.line));
        nested?.delete(name.key);
      } else {
        nested ??= new Map();
        nested.set(name.key, readBlock(cursor.nested, section));
        properties.delete(name.key);
      }
    }
  }
  return { properties, nested: nested ?? NOTHING_NESTED };
}

function readBlock(
  lines: NonNullable<PropertyCursor['nested']>,
  section: ParsedSection,
): ReadonlyMap<string, ProfileProperty> {
  const block = new Map<string, ProfileProperty>();
  for (const { key, value, line } of lines) block.set(key, new FileProperty(value, section, line));
  return block;
}
