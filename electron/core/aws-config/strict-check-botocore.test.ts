import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { isRoleValetError } from '../../contract/errors.ts';
import { Botocore, pythonWithBotocore } from './botocore.fixture.ts';
import { parseIni } from './ini-document.ts';
import { appendSection, setProperties } from './ini-edit.ts';
import { corpus, hostileTexts, iniTexts } from './ini-texts.fixture.ts';
import { configHeader, parseSectionName, sectionVisibility } from './section-name.ts';
import { strictFaults } from './strict-check.ts';

const python = pythonWithBotocore();
const RUNS = { numRuns: loopCount(10_000, 1_000), seed: loopSeed() };

// Needs Python with botocore (Debian: python3-botocore); the strict check has tests without it too.
describe.skipIf(python === undefined)('against the real botocore', () => {
  const botocore = python === undefined ? undefined : new Botocore(python);
  afterAll(() => botocore?.close());

  const read = async (content: Uint8Array) => {
    if (botocore === undefined) throw new Error('No Python with botocore');
    return botocore.read(content);
  };

  /** We report a fault exactly where botocore refuses the file. */
  const compare = async (content: Uint8Array) => {
    const faults = strictFaults(content, 'config').map(({ code, line }) => `${code} ${line}`);
    const { error } = await read(content);
    expect({ error, isRefused: faults.length > 0, faults }).toMatchObject({
      isRefused: error !== null,
    });
  };

  test.each(corpus())('the strict check of $name', ({ bytes }) => compare(bytes));

  test('the strict check of generated files', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(iniTexts(), hostileTexts()), async (text) => {
        await compare(Buffer.from(text));
        if (strictFaults(text, 'config').length > 0) refused++;
      }),
      RUNS,
    );
    expect(refused).toBeGreaterThan(RUNS.numRuns / 10);
    expect(refused).toBeLessThan((RUNS.numRuns * 9) / 10);
  });

  test('the strict check of one section, which is refused for finer reasons', async () => {
    const line = fc.constantFrom(
      'k =',
      'K = v',
      'l = w',
      '  x = y',
      '   word',
      ' k = z',
      '',
      '#',
      '\u001cm = n',
      '\u0085',
    );
    const texts = fc.array(line, { maxLength: 6 }).map((lines) => `[a]\n${lines.join('\n')}`);
    await fc.assert(
      fc.asyncProperty(texts, (text) => compare(Buffer.from(text))),
      RUNS,
    );
  });

  test('the strict check of any bytes', async () => {
    const byte = fc.constantFrom(
      0x5b,
      0x61,
      0x5d,
      0x0a,
      0x3d,
      0x20,
      0xc3,
      0xbc,
      0xef,
      0xbb,
      0xbf,
      0x00,
    );
    await fc.assert(
      fc.asyncProperty(fc.array(byte, { maxLength: 16 }), (bytes) =>
        compare(Uint8Array.from(bytes)),
      ),
      RUNS,
    );
  });

  test('the profile names that a config file defines for the AWS CLI', async () => {
    const unit = fc.constantFrom(
      'profile',
      ' ',
      '  ',
      '\t',
      '"',
      "'",
      '\\',
      'a',
      'b',
      '\u00e4',
      '#',
    );
    const headers = fc.oneof(
      fc.string({ unit, maxLength: 8 }),
      fc.string({ unit, maxLength: 6 }).map((rest) => `profile ${rest}`),
    );
    await fc.assert(
      fc.asyncProperty(headers, async (header) => {
        const { error, profiles } = await read(Buffer.from(`[${header}]\n`));
        if (error !== null || /^profile[^ \t]/.test(header)) return;
        const { kind, name } = parseSectionName(header, 'config');
        const isSeen = kind === 'profile' && sectionVisibility(header, 'config').isSeenByCli;
        // The CLI takes `[profile ""]` for a profile without a name.
        expect(profiles.filter((one) => one !== '')).toEqual(isSeen ? [name] : []);
      }),
      RUNS,
    );
  });

  test('a header that we write is found under its name', async () => {
    const unit = fc.constantFrom(...'ab -_."\'\\$`!=:\u00e4\u00a0');
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, minLength: 1, maxLength: 8 }), async (name) => {
        const text = appendSection('', configHeader(name), []);
        expect(await read(Buffer.from(text))).toMatchObject({ error: null, profiles: [name] });
      }),
      RUNS,
    );
  });

  test('an edit of a file that botocore reads leaves one that it reads', async () => {
    const changes = new Map([
      ['region', 'us-east-2'],
      ['s3', undefined],
      ['new_key', 'x'],
    ]);
    await fc.assert(
      fc.asyncProperty(iniTexts(), async (text) => {
        const header = parseIni(text).sections[0]?.header ?? '';
        try {
          const after = setProperties(text, header, changes);
          if ((await read(Buffer.from(text))).error !== null) return;
          expect((await read(Buffer.from(after))).error).toBeNull();
        } catch (error) {
          if (!isRoleValetError(error, 'EDIT_REFUSED')) throw error;
        }
      }),
      RUNS,
    );
  });
});
