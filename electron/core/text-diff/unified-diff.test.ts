import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { unifiedDiff } from './unified-diff.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'role-valet-diff-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('shows what changed with its lines around it', () => {
  const before = '[a]\nk = 1\n\n[b]\n1\n2\n3\n4\n5\n6\n7\n8\nlast';
  const after = '[a]\nk = 2\n\n[b]\n1\n2\n3\n4\n5\n6\n7\n8\nlast\n';
  expect(unifiedDiff(before, after, '/home/jane/.aws/config')).toBe(
    [
      '--- /home/jane/.aws/config',
      '+++ /home/jane/.aws/config',
      '@@ -1,5 +1,5 @@',
      ' [a]',
      '-k = 1',
      '+k = 2',
      ' ',
      ' [b]',
      ' 1',
      '@@ -10,4 +10,4 @@',
      ' 6',
      ' 7',
      ' 8',
      '-last',
      '\\ No newline at end of file',
      '+last',
      '',
    ].join('\n'),
  );
  expect(unifiedDiff(before, before, 'x')).toBe('');
});

test('hides secrets, those around the change too, and what steers a terminal', () => {
  const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  const before = `[a]\nAWS_SECRET_ACCESS_KEY : ${secret} more\n  ${secret.slice(9)}\naws_session_token=IQoJb3JpZ2lu\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\nregion = x\n`;
  const diff = unifiedDiff(before, before.replace('= x', '= y\u001b[31m'), 'f');
  for (const hidden of [secret, secret.slice(9), 'IQoJ', 'AKIAIOSFODNN7EXAMPLE', ' more', '\u001b'])
    expect(diff).not.toContain(hidden);
  expect(diff).toContain('AKIA...MPLE');
  expect(diff).toContain('-region = x\n+region = y\ufffd[31m');
});

test.skipIf(!existsSync('/usr/bin/patch'))(
  'patch makes the new text of the old one with it',
  () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 40 })
      .map((lines) => lines.map((line) => `${line}\n`).join(''));
    const path = join(folder, 'text');
    fc.assert(
      fc.property(text, text, (before, after) => {
        writeFileSync(path, before);
        const input = unifiedDiff(before, after, 'text');
        if (input !== '') execFileSync('patch', ['-s', '--no-backup-if-mismatch', path], { input });
        expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(after);
      }),
      { numRuns: loopCount(1_000, 60), seed: loopSeed() },
    );
  },
);
