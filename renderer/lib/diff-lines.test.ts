import { expect, test } from 'vitest';
import { unifiedDiff } from '../../electron/core/text-diff/unified-diff.ts';
import { diffFiles } from './diff-lines.ts';

test('what main makes of a change comes apart again', () => {
  const diff = unifiedDiff(
    '[profile a]\nregion = x\n-- old\n',
    '[profile a]\nregion = y\n',
    '/home/ana/.aws/config',
  );
  const [file, ...others] = diffFiles(diff);
  expect(others).toEqual([]);
  expect(file).toMatchObject({ path: '/home/ana/.aws/config', added: 1, removed: 2 });
  expect(file?.lines.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    'place: line 1',
    'same: [profile a]',
    'removed: region = x',
    'removed: -- old',
    'added: region = y',
  ]);
});

test('two files, and a last line without a break', () => {
  const diff = `${unifiedDiff('a\n', 'b', '/one')}${unifiedDiff('', 'c\n', '/two')}`;
  expect(diffFiles(diff).map(({ path, lines }) => [path, lines.map(({ kind }) => kind)])).toEqual([
    ['/one', ['place', 'removed', 'added', 'remark']],
    ['/two', ['place', 'added']],
  ]);
  expect(diffFiles('')).toEqual([]);
});
