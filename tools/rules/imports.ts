/** One import of a source file. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** `type` is erased; `lazy` is import(): neither costs anything at start. */
  readonly kind: 'static' | 'type' | 'lazy';
}

const STATEMENT =
  /^[ \t]*(import|export)\s+(type\s+)?(?:[^'"();]*?\s+from\s+)?(['"])([^'"]+)\3|\bimport\(\s*(['"])([^'"]+)\5\s*\)/gm;

/** All imports of a TypeScript text, in the order of their lines. */
export function importsOf(text: string): Import[] {
  return [...text.matchAll(STATEMENT)].map((match) => ({
    specifier: match[4] ?? match[6] ?? '',
    line: text.slice(0, match.index).split('\n').length,
    kind: match[6] !== undefined ? 'lazy' : match[2] !== undefined ? 'type' : 'static',
  }));
}
