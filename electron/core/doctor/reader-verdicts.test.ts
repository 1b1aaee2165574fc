import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { Botocore, pythonWithBotocore } from '../aws-config/botocore.fixture.ts';
import { corpus, hostileTexts, iniTexts } from '../aws-config/ini-texts.fixture.ts';
import { readSharedFile, type SharedFile } from '../aws-config/shared-config.ts';
import type { SharedFileKind } from '../aws-config/types.ts';
import { fileRules } from './file-rules.ts';
import { readWithJavascriptSdk } from './javascript-sdk.fixture.ts';
import {
  botocoreReading,
  differingProfiles,
  ourReading,
  type Reading,
  sdkReading,
} from './readings.fixture.ts';
import { REPORTED_TEXTS } from './reported-texts.fixture.ts';
import { RULE_TEXTS } from './rule-texts.fixture.ts';
import type { Finding, Reader } from './types.ts';

const python = pythonWithBotocore();
const GENERATED = loopCount(10_000, 1_000);
const HAND_MADE = [...RULE_TEXTS, ...REPORTED_TEXTS];

let folder = '';
let botocore: Botocore | undefined;
const counts = { texts: 0, differing: 0, differences: 0 };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-readers-'));
  if (python !== undefined) botocore = new Botocore(python);
});

afterAll(async () => {
  await botocore?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Rules that touch every profile of the file, wherever they stand. */
const FILE_WIDE: ReadonlySet<Finding['code']> = new Set([
  'ENCODING_BOM',
  'ENCODING_UTF16',
  'ENCODING_INVALID',
  'LONE_CARRIAGE_RETURN',
  'WHITE_SPACE_ODD',
  'DEFAULTS_INHERITED',
  'NAME_REFUSED_BY_SDK',
]);

/** Each reader's differences from ours, with whether a finding at that place explains it. */
async function unexplained(bytes: Uint8Array, kind: SharedFileKind): Promise<readonly string[]> {
  const source = readSharedFile(kind, { ...STATE, bytes });
  const findings = fileRules(source);
  const ours = ourReading(bytes, kind);
  const open: string[] = [];
  const sdk = sdkReading(await readWithJavascriptSdk(folder, bytes, kind), kind);
  const before = counts.differences;
  const compare = (reader: Reader, reading: Reading) => {
    for (const profile of differingProfiles(ours, reading)) {
      counts.differences++;
      const isExplained = findings.some((one) => explains(one, reader, profile, source, findings));
      if (!isExplained) open.push(`${reader} on ${profile}`);
    }
  };
  compare('javascriptSdk', sdk);
  if (botocore !== undefined) {
    const read = await botocore.read(bytes, kind);
    const isRefused = findings.some(({ verdicts }) => verdicts?.awsCli === 'refuses-file');
    if (isRefused !== (read.error !== null)) open.push(`awsCli refuses: ${read.error}`);
    if (read.error === null) compare('awsCli', botocoreReading(read));
    else counts.differences++;
  }
  counts.texts++;
  if (counts.differences > before) counts.differing++;
  return open;
}

const STATE = { path: '/aws/file', realPath: '/aws/file', exists: true };

function explains(
  finding: Finding,
  reader: Reader,
  differing: string,
  { document }: SharedFile,
  findings: readonly Finding[],
): boolean {
  if (!isOther(finding, reader)) return false;
  if (FILE_WIDE.has(finding.code) || finding.profile === differing) return true;
  const line = finding.at?.line ?? 0;
  const text = document.text.split(/\r\n|\r|\n/)[line - 1] ?? '';
  // A header that a reader does not see gives its lines to the nearest one above that it sees.
  let index = document.sections.findLastIndex((section) => section.line <= line);
  const near = [text, headerAt(document, index)];
  const isUnseen = () =>
    findings.some((one) => one.at?.line === document.sections[index]?.line && isOther(one, reader));
  while (index > 0 && isUnseen()) {
    index--;
    near.push(headerAt(document, index));
  }
  return near.some((one) => plain(one).includes(plain(differing)));
}

function isOther({ verdicts }: Finding, reader: Reader): boolean {
  return verdicts !== undefined && verdicts[reader] !== 'reads';
}

function headerAt({ sections }: SharedFile['document'], index: number): string {
  return sections[index]?.header ?? '';
}

/** Quotes and backslashes are no part of a name for the readers that split words. */
function plain(text: string): string {
  return text
    .replaceAll(/["'\\]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

describe('every difference between the readers is explained by a finding', () => {
  test.each(corpus())('$name', async ({ bytes, file }) => {
    expect(await unexplained(bytes, file)).toEqual([]);
  });

  test.each(HAND_MADE)('$what', async ({ text, file = 'config' }) => {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    expect(await unexplained(bytes, file)).toEqual([]);
  });

  test('generated texts', async () => {
    const kinds = fc.constantFrom<SharedFileKind>('config', 'credentials');
    await fc.assert(
      fc.asyncProperty(fc.oneof(iniTexts(), hostileTexts()), kinds, async (text, kind) => {
        expect(await unexplained(Buffer.from(text), kind)).toEqual([]);
      }),
      { numRuns: GENERATED, seed: loopSeed() },
    );
  }, 600_000);

  test('and the corpus is large, with many differences in it', () => {
    expect(counts.texts).toBeGreaterThanOrEqual(400);
    expect(counts.differing).toBeGreaterThan(counts.texts / 4);
    expect(HAND_MADE.length).toBeGreaterThanOrEqual(100);
  });
});
