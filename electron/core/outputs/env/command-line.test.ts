import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../../tools/loops.ts';
import { evalCommand } from './command-line.ts';
import { exportBlock } from './export-block.ts';
import type { EnvFormat } from './formats.ts';
import {
  awsVariables,
  CREDENTIALS,
  expectedVariables,
  findProgram,
  HOSTILE_TEXTS,
  hostileText,
  isMissing,
  run,
  STALE_VARIABLES,
} from './real-programs.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'role-valet-command-'));
const argumentsFile = join(folder, 'arguments');
const answerFile = join(folder, 'answer');
afterAll(() => rmSync(folder, { recursive: true }));

/** A program that notes its arguments and answers as `role-valet env` would. */
function placeProgram(name: string, answer: EnvFormat): void {
  const request = { credentials: CREDENTIALS, region: "it's west", profileName: 'x' };
  writeFileSync(answerFile, exportBlock({ ...request, format: answer }));
  const script = '#!/bin/sh\nprintf "%s\\0" "$@" >"$ARGUMENTS"\ncat "$ANSWER"\n';
  writeFileSync(join(folder, name), script);
  chmodSync(join(folder, name), 0o755);
}

const environment = () => ({
  ...STALE_VARIABLES,
  ANSWER: answerFile,
  ARGUMENTS: argumentsFile,
  HOME: folder,
  LC_ALL: 'C.UTF-8',
  PATH: `${folder}:${process.env.PATH}`,
});

const received = () => readFileSync(argumentsFile, 'utf8').split('\0').slice(0, -1);

const SHELLS = [
  { name: 'dash', format: 'sh', options: ['-c'], option: [] },
  { name: 'bash', format: 'sh', options: ['--norc', '-c'], option: [] },
  { name: 'zsh', format: 'sh', options: ['-f', '-c'], option: [] },
  { name: 'fish', format: 'fish', options: ['--no-config', '-c'], option: ['--format', 'fish'] },
  { name: 'nu', format: 'nushell', options: ['-n', '-c'], option: ['--format', 'json'] },
] as const;

for (const { name, format, options, option } of SHELLS) {
  const program = findProgram(name);
  describe.skipIf(isMissing(program))(`real ${name}`, () => {
    const evaluate = (command: string) =>
      awsVariables(
        run(program, [...options, `${command}; ${name === 'nu' ? '^' : ''}env -0`], environment()),
      );
    const answer = format === 'nushell' ? 'json' : format;
    beforeEach(() => placeProgram('role-valet', answer));

    test('the command brings the session into the shell', () => {
      expect(evaluate(evalCommand(format, 'prod'))).toEqual(expectedVariables("it's west"));
      expect(received()).toEqual(['env', ...option, 'prod']);
    });

    test('any role name reaches the program as it is', () => {
      const names = fc.oneof(hostileText, fc.constantFrom(...HOSTILE_TEXTS));
      fc.assert(
        fc.property(names, (roleName) => {
          expect(evaluate(evalCommand(format, roleName))).toEqual(expectedVariables("it's west"));
          const dashes = roleName.startsWith('-') ? ['--'] : [];
          expect(received()).toEqual(['env', ...option, ...dashes, roleName]);
        }),
        // Whatever the seed, a name that looks like an option is among them.
        { numRuns: loopCount(300, 20), seed: loopSeed(), examples: [['-rf'], ['--'], ["it's"]] },
      );
    }, 600_000);

    test('a program at a path with blanks and quotes', () => {
      placeProgram("role valet's $HOME", answer);
      const command = evalCommand(format, 'prod', join(folder, "role valet's $HOME"));
      expect(evaluate(command)).toEqual(expectedVariables("it's west"));
    });
  });
}

describe('texts', () => {
  test.each([
    ['sh', ' eval "$(role-valet env prod)"'],
    ['fish', ' role-valet env --format fish prod | source'],
    ['powershell', 'role-valet env --format powershell prod | Invoke-Expression'],
    ['cmd', `for /f "delims=" %i in ('role-valet env --format cmd prod') do @%i`],
    ['dotenv', ' role-valet env --format dotenv prod'],
    ['json', ' role-valet env --format json prod'],
    ['process', ' role-valet env --format process prod'],
    ['ini', ' role-valet env --format ini prod'],
  ] as const)('%s', (format, command) => {
    expect(evalCommand(format, 'prod')).toBe(command);
  });

  test('PowerShell (not the real program): a quoted program is called, names are quoted', () => {
    expect(evalCommand('powershell', "it's", 'C:\\Program Files\\Role Valet\\role-valet.exe')).toBe(
      "& 'C:\\Program Files\\Role Valet\\role-valet.exe' env --format powershell 'it''s' | Invoke-Expression",
    );
    expect(() => evalCommand('powershell', 'a"b')).toThrow(/^the role name/);
    expect(() => evalCommand('powershell', 'a\\')).toThrow(/^the role name/);
  });

  test('cmd.exe (not the real program): a quoted program gets a second pair of quotes', () => {
    expect(evalCommand('cmd', 'a & b', 'C:\\Program Files (x86)\\role-valet.exe')).toBe(
      `for /f "delims=" %i in ('^""C:\\Program Files (x86)\\role-valet.exe" env --format cmd "a & b"^"') do @%i`,
    );
    expect(() => evalCommand('cmd', '%PATH%')).toThrow(/^the role name/);
  });

  test('a line end in a name is refused in every format', () => {
    for (const format of ['sh', 'fish', 'powershell', 'cmd', 'nushell', 'json'] as const) {
      expect(() => evalCommand(format, 'prod\nid')).toThrow(
        expect.objectContaining({ code: 'VALUE_UNREPRESENTABLE' }),
      );
    }
  });
});
