import { expect, test } from 'vitest';
import type { Files } from '../../ports.ts';
import { settledRead } from './settled-read.ts';

/** Files whose one file has the next of `contents` at each read; the clock counts the waiting. */
function script(...contents: (string | undefined)[]) {
  let reads = 0;
  let now = 0;
  const files = {
    async read(path: string) {
      const content = contents[Math.min(reads++, contents.length - 1)];
      const bytes = new TextEncoder().encode(content ?? '');
      return { path, realPath: path, exists: content !== undefined, bytes };
    },
  } as Pick<Files, 'read'> as Files;
  const clock = {
    now: () => now,
    async sleep(milliseconds: number) {
      now += milliseconds;
    },
  };
  const read = async (knownLength = 0) => {
    const { bytes } = await settledRead({ files, clock }, '/credentials', () => knownLength);
    return { text: new TextDecoder().decode(bytes), reads, waited: now };
  };
  return read;
}

test('a whole or missing file is believed at once', async () => {
  expect(await script('[a]\n')()).toEqual({ text: '[a]\n', reads: 1, waited: 0 });
  expect(await script(undefined)(100)).toEqual({ text: '', reads: 1, waited: 0 });
});

test('a file that ends in a line is read until two reads agree', async () => {
  expect(await script('[a', '[a]\nk = v', '[a]\nk = v')()).toMatchObject({
    text: '[a]\nk = v',
    reads: 3,
  });
  expect(await script('[a', '[a]\nk = v\n')()).toMatchObject({ text: '[a]\nk = v\n', reads: 2 });
});

test('a sharp fall below the known length is looked at twice, a small one is not', async () => {
  expect(await script('[a]\n', '[a]\n[b]\n[c]\n')(12)).toMatchObject({ text: '[a]\n[b]\n[c]\n' });
  expect(await script('[a]\n')(12)).toMatchObject({ text: '[a]\n', reads: 2, waited: 50 });
  expect(await script('[a]\n[b]\n')(12)).toMatchObject({ reads: 1 });
});

test('an empty file is believed after half a second of agreement', async () => {
  expect(await script('')(0)).toEqual({ text: '', reads: 11, waited: 500 });
  const late = await script('', '', '', '', '', '', '', '[a]\n')();
  expect(late).toMatchObject({ text: '[a]\n', reads: 8 });
});

test('a file that never settles is refused', async () => {
  const restless = Array.from({ length: 100 }, (_, index) => `[a]\nk = ${index}`);
  await expect(script(...restless)()).rejects.toMatchObject({ code: 'FILE_UNSTABLE' });
});
