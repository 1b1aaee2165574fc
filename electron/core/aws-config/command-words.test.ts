import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopSeed } from '../../../tools/loops.ts';
import { pythonWithBotocore } from './botocore.fixture.ts';
import { commandWords } from './command-words.ts';

test.each([
  ['C:\\tools\\get.exe --for "my role"', ['C:\\tools\\get.exe', '--for', 'my role']],
  ['"C:\\Program Files\\get.exe" a', ['C:\\Program Files\\get.exe', 'a']],
  ['get "" b\\\\"c d"', ['get', '', 'b\\c d']],
  ['get \\"a', ['get', '"a']],
])('on Windows: %s', (command, words) => {
  expect(commandWords(command, 'win32')).toEqual(words);
});

test('an unclosed quote is no command', () => {
  expect(commandWords('get "a', 'win32')).toBeUndefined();
  expect(commandWords('get "a', 'linux')).toBeUndefined();
});

const PROGRAM = `
import json, sys
from botocore.compat import compat_shell_split
answers = []
for platform, text in json.load(sys.stdin):
    try:
        answers.append(compat_shell_split(text, platform))
    except ValueError:
        answers.append(None)
json.dump(answers, sys.stdout)
`;

const python = pythonWithBotocore();

describe.skipIf(python === undefined)('as the AWS CLI', () => {
  test.each(['win32', 'linux'] as const)('any text on %s', (platform) => {
    const unit = fc.constantFrom('a', 'b', ' ', '\t', '"', "'", '\\', '\\\\', 'é', '$', '#');
    const texts = fc.sample(fc.string({ unit, minLength: 1, maxLength: 12 }), {
      numRuns: 500,
      seed: loopSeed(),
    });
    const input = JSON.stringify(texts.map((text) => [platform, text]));
    const { stdout } = spawnSync(python ?? '', ['-X', 'utf8', '-c', PROGRAM], { input });
    const answers = JSON.parse(stdout.toString('utf8')) as (string[] | null)[];
    texts.forEach((text, index) => {
      const words = commandWords(text, platform) ?? null;
      expect([text, words]).toEqual([text, answers[index]]);
    });
  });
});
