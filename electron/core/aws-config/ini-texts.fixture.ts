import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { FileState } from '../ports.ts';
import type { SharedFileKind } from './types.ts';

/** One file of the corpus. */
export interface CorpusFile {
  readonly name: string;
  readonly file: SharedFileKind;
  readonly bytes: Uint8Array;
}

/** Every file of `fixtures/corpus`. */
export function corpus(): readonly CorpusFile[] {
  const folder = new URL('./fixtures/corpus/', import.meta.url);
  return readdirSync(folder)
    .toSorted()
    .map((name) => ({
      name,
      file: name.endsWith('.config') ? 'config' : 'credentials',
      bytes: readFileSync(new URL(name, folder)),
    }));
}

/** A file as it would be read from a path with its kind's name. */
export function fileState(kind: SharedFileKind, content: string | Uint8Array): FileState {
  const path = `/home/jane/.aws/${kind}`;
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return { path, realPath: path, exists: true, bytes };
}

const LINE_BREAKS = fc.oneof(
  { weight: 8, arbitrary: fc.constant('\n') },
  { weight: 2, arbitrary: fc.constant('\r\n') },
  { weight: 1, arbitrary: fc.constantFrom('\r', '\n\n') },
);

/** What lines of shared files look like, odd ones included. */
const LINES = [
  '[default]',
  '[profile default]',
  '[profile alder]',
  '[profile "alder"]',
  "[profile 'my dev']",
  '[profile two words]',
  '[alder]',
  '[DEFAULT]',
  '[sso-session maple]',
  '[services local]',
  '[profile birch] # note',
  '[profile birch]; note',
  '[profile birch] note',
  '[profile birch',
  '[profile a]b]',
  '[]',
  ' [profile alder]',
  '[ profile elder ]',
  'region = eu-west-1',
  'region=eu-west-2 # note',
  'region = eu-west-1 ; note # more',
  'Region = eu-west-3',
  'region: eu-west-1',
  '  output = json',
  'output =',
  'output = ',
  '\trole_arn\t=\tarn:aws:iam::111122223333:role/x',
  's3 =',
  '  addressing_style = path',
  '  style',
  '    = value',
  ' -continued',
  ' continued # note',
  '= value',
  ': value',
  'no delimiter',
  'two words = x',
  '# comment',
  '  ; comment',
  '#',
  '',
  '   ',
  '\t',
  '\u00a0',
  '\u001c x = y',
  '\u0085',
  'name = \u{1f333} gr\u00fcn',
  'mark\ufeff = x',
  'k = a=b:c',
];

/** Texts put together from lines of shared files, with all kinds of line ends. */
export function iniTexts(): fc.Arbitrary<string> {
  const line = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...LINES) },
    { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
  );
  const lines = fc.array(fc.tuple(line, LINE_BREAKS), { maxLength: 14 });
  return fc.tuple(lines, fc.boolean()).map(([parts, hasEnd]) => {
    const text = parts.map(([content, lineBreak]) => content + lineBreak).join('');
    return hasEnd ? text : text.replace(/[\r\n]+$/, '');
  });
}

/** Short texts of the characters that mean something in a shared file. */
export function hostileTexts(): fc.Arbitrary<string> {
  const characters = fc.constantFrom(...'[]=:#; \t\r\n"\'\\ab\u0085\u001f\u2028\ufeff');
  return fc.oneof(
    fc.string({ unit: characters, maxLength: 30 }),
    fc.string({ unit: 'binary', maxLength: 30 }),
  );
}
