import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { VERSION } from './version.ts';

test('is that of the package', async () => {
  const text = await readFile(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ version: VERSION });
});
