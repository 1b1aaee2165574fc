import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { isRoleValetError } from '../../contract/errors.ts';
import { pythonWithBotocore } from '../aws-config/botocore.fixture.ts';
import { isOwnProcess } from '../chain/role-settings.ts';
import { processCommand } from './process-command.ts';

const RUNS = { numRuns: loopCount(5_000, 400), seed: loopSeed() };
const python = pythonWithBotocore();
const { loadSharedConfigFiles } = createRequire(
  createRequire(import.meta.url).resolve('@aws-sdk/client-sts'),
)('@smithy/core/config') as {
  loadSharedConfigFiles(init: object): Promise<{
    configFile: Record<string, Record<string, string> | undefined>;
  }>;
};

const posix = (...words: string[]) => processCommand({ words, platform: 'linux' }, 'dev');
const windows = (...words: string[]) => processCommand({ words, platform: 'win32' }, 'dev');

test('plain paths stay plain, blanks get double quotes, and what those would not hide gets single ones', () => {
  expect(posix('/usr/bin/role-valet')).toBe('/usr/bin/role-valet credential-process dev');
  expect(posix('/opt/Role Valet/resources/cli/role-valet')).toBe(
    '"/opt/Role Valet/resources/cli/role-valet" credential-process dev',
  );
  expect(posix('/home/o"neil/$x', "/it's/a.js")).toBe(
    `'/home/o"neil/$x' "/it's/a.js" credential-process dev`,
  );
  expect(posix(`/a"'b`)).toBe(`'/a"'"'"'b' credential-process dev`);
  expect(windows('C:\\Program Files\\Role Valet\\role-valet.cmd')).toBe(
    '"C:\\Program Files\\Role Valet\\role-valet.cmd" credential-process dev',
  );
});

test('a comment sign behind a blank is kept from those who would cut the value there', () => {
  expect(posix('/a #b/c;d')).toBe('"/a ""#b/c;d" credential-process dev');
});

test.each([
  ['a line break', 'linux', '/a\nb'],
  ['nothing', 'linux', ''],
  ['half of a surrogate pair', 'linux', '/\ud83c'],
  ['a percent sign, which cmd.exe replaces', 'win32', 'C:\\%PATH%\\x'],
  ['a double quote', 'win32', 'C:\\"x'],
  ['a comment sign, which nothing hides', 'win32', 'C:\\a #b'],
  ['a backslash before the quote', 'win32', 'C:\\a b\\'],
] as const)('a path with %s is refused', (_, platform, path) => {
  expect(() => processCommand({ words: [path], platform }, 'dev')).toThrow(
    expect.objectContaining({ code: 'MANAGE_REFUSED', exitCode: 5 }),
  );
});

test.each(['-x', '--json', 'a\tb', 'it"s mine', '', "two's words"])(
  'a profile called %j is known as ours again, or refused',
  (profile) => {
    try {
      expect(isOwnProcess(processCommand({ words: ['/x'], platform: 'linux' }, profile))).toBe(
        true,
      );
    } catch (error) {
      expect(isRoleValetError(error, 'MANAGE_REFUSED')).toBe(true);
    }
  },
);

/** Commands for random paths, with the words that they must come back as. */
function commands(paths: readonly (readonly string[])[], platform: 'linux' | 'win32') {
  return paths.flatMap((words) => {
    try {
      const profile = 'my dev';
      const line = processCommand({ words, platform }, profile);
      return [{ line, words: [...words, 'credential-process', profile] }];
    } catch (error) {
      if (!isRoleValetError(error, 'MANAGE_REFUSED')) throw error;
      return [];
    }
  });
}

function randomPaths(platform: 'linux' | 'win32') {
  const unit = fc.constantFrom(...'ab 1$`"\'\\;#!&|<>()*?~{}[]=%,@ü\t');
  const path = fc
    .string({ unit, minLength: 1, maxLength: 10 })
    .map((text) => (platform === 'win32' ? `C:\\${text}` : `/${text}`));
  return fc.sample(fc.array(path, { minLength: 1, maxLength: 2 }), RUNS);
}

const READER = `
import json, os, subprocess, sys, tempfile
from botocore.compat import compat_shell_split
from botocore.configloader import load_config
asked = json.load(sys.stdin)
folder = tempfile.mkdtemp()
path = os.path.join(folder, 'config')
answers = []
for line in asked['lines']:
    with open(path, 'w', encoding='utf-8', newline='') as file:
        file.write('[profile x]\\ncredential_process = ' + line + '\\n')
    value = load_config(path)['profiles']['x']['credential_process']
    answers.append(compat_shell_split(value, asked['platform']))
os.remove(path)
os.rmdir(folder)
json.dump(answers, sys.stdout)
`;

describe('random paths', () => {
  test.runIf(python !== undefined).each(['linux', 'win32'] as const)(
    'come back word for word from botocore’s reader and splitter for %s',
    (platform) => {
      const made = commands(randomPaths(platform), platform);
      expect(made.length).toBeGreaterThan(RUNS.numRuns / 20);
      const { stdout, stderr } = spawnSync(python ?? '', ['-X', 'utf8', '-c', READER], {
        input: JSON.stringify({ platform, lines: made.map(({ line }) => line) }),
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      });
      expect(stderr).toBe('');
      expect(JSON.parse(stdout)).toEqual(made.map(({ words }) => words));
    },
  );

  test('come back word for word from sh, as the JavaScript SDK runs it', () => {
    const made = commands(randomPaths('linux'), 'linux');
    // A function instead of the program: sh splits and unquotes the words all the same.
    const script = made.map(({ line }) => `show ${line}`).join('\n');
    const { stdout, stderr } = spawnSync('sh', ['-s'], {
      input: `show() { printf '%s\\037' "$@"; printf '\\036'; }\n${script}\n`,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    expect(stderr).toBe('');
    const read = stdout.split('\u001e').slice(0, -1);
    expect(read.map((text) => text.split('\u001f').slice(0, -1))).toEqual(
      made.map(({ words }) => words),
    );
  });

  test('come back unchanged from the JavaScript SDK’s reader', async () => {
    const made = commands(randomPaths('linux'), 'linux');
    const folder = await mkdtemp(join(tmpdir(), 'role-valet-command-'));
    try {
      const filepath = join(folder, 'config');
      const sections = made.map(
        ({ line }, at) => `[profile p${at}]\ncredential_process = ${line}\n`,
      );
      await writeFile(filepath, sections.join(''));
      const { configFile } = await loadSharedConfigFiles({
        filepath: '/dev/null',
        configFilepath: filepath,
        ignoreCache: true,
      });
      expect(made.map((_, at) => configFile[`p${at}`]?.credential_process)).toEqual(
        made.map(({ line }) => line),
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
