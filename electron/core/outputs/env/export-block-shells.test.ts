/**
 * Export and unset blocks, evaluated by the real shells on hostile values. cmd.exe and PowerShell
 * can't run here: quoting.test.ts holds their texts against their documented rules instead.
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../../tools/loops.ts';
import { containerBlock } from './container-block.ts';
import { exportBlock, unsetBlock } from './export-block.ts';
import type { ShellFormat } from './formats.ts';
import {
  awsVariables,
  CREDENTIALS,
  ENDPOINT,
  expectedContainerVariables,
  expectedVariables,
  findProgram,
  HOSTILE_TEXTS,
  hostileText,
  isMissing,
  run,
  STALE_BEFORE_CONTAINER,
  STALE_VARIABLES,
} from './real-programs.fixture.ts';

interface RealShell {
  readonly name: string;
  readonly format: ShellFormat;
  readonly program: string | undefined;
  /** Arguments that make the shell evaluate the file in BLOCK and print its environment. */
  readonly evaluate: readonly string[];
  /** Arguments with which it reads commands from standard input. */
  readonly fromInput: readonly string[] | undefined;
}

const folder = mkdtempSync(join(tmpdir(), 'role-valet-shells-'));
const blockFile = join(folder, 'block');
afterAll(() => rmSync(folder, { recursive: true }));

const evalForm = ['-c', 'eval "$(cat "$BLOCK")" && env -0'];
const posix = (name: string, options: string[] = []): RealShell => ({
  name,
  format: 'sh',
  program: findProgram(name),
  evaluate: [...options, ...evalForm],
  fromInput: options,
});

const SHELLS: readonly RealShell[] = [
  posix('dash'),
  posix('bash', ['--norc']),
  posix('zsh', ['-f']),
  {
    name: 'fish',
    format: 'fish',
    program: findProgram('fish'),
    evaluate: ['--no-config', '-c', 'cat "$BLOCK" | source; and env -0'],
    fromInput: ['--no-config'],
  },
  {
    name: 'nushell',
    format: 'nushell',
    program: findProgram('nu'),
    // nushell evaluates only files that are known when it starts.
    evaluate: ['--no-config-file', '-c', `source ${blockFile}; ^env -0`],
    fromInput: undefined,
  },
];

function environment(): Record<string, string> {
  return {
    ...STALE_VARIABLES,
    BLOCK: blockFile,
    HOME: folder,
    LC_ALL: 'C.UTF-8',
    PATH: process.env.PATH ?? '',
  };
}

function evaluated(shell: RealShell, block: string): Record<string, string> {
  writeFileSync(blockFile, block);
  return awsVariables(run(shell.program, shell.evaluate, environment()));
}

/** One kind of block, and what it should leave. */
interface BlockKind {
  readonly block: (format: ShellFormat, region?: string) => string;
  readonly expected: (region?: string) => Record<string, string>;
}

/** What AWS_REGION is after each of several blocks, evaluated by one shell; the rest has to be right. */
function regionsAfter(
  shell: RealShell,
  texts: readonly string[],
  kind: BlockKind = { block, expected: expectedVariables },
): (string | undefined)[] {
  const external = shell.format === 'nushell' ? '^' : '';
  const print = `${external}env -0\n${external}printf '\\0'\n`;
  writeFileSync(blockFile, texts.map((text) => kind.block(shell.format, text) + print).join(''));
  const output = run(shell.program, shell.evaluate, environment());
  return output
    .split('\0\0')
    .slice(0, texts.length)
    .map((printed) => {
      const { AWS_REGION: region = '', ...variables } = awsVariables(printed);
      expect({ ...variables, AWS_REGION: region }).toEqual(kind.expected(region));
      return region;
    });
}

const block = (format: ShellFormat, region?: string): string =>
  exportBlock({
    format,
    credentials: CREDENTIALS,
    profileName: 'prod',
    ...(region === undefined ? {} : { region }),
  });

const renewing: BlockKind = {
  block: (format, region) =>
    containerBlock({ format, ...ENDPOINT, ...(region === undefined ? {} : { region }) }),
  expected: expectedContainerVariables,
};

for (const shell of SHELLS) {
  describe.skipIf(isMissing(shell.program))(`in real ${shell.name}`, () => {
    test('a block leaves exactly the session, whatever was set before', () => {
      expect(evaluated(shell, block(shell.format, 'eu-central-1'))).toEqual(
        expectedVariables('eu-central-1'),
      );
    });

    test('without a region both of its variables are gone', () => {
      expect(evaluated(shell, block(shell.format))).toEqual(expectedVariables());
      expect(evaluated(shell, block(shell.format, ''))).toEqual(expectedVariables());
    });

    test('hostile texts arrive as they are, and nothing of them runs', () => {
      expect(regionsAfter(shell, HOSTILE_TEXTS)).toEqual(HOSTILE_TEXTS);
      expect(readdirSync(folder)).not.toContain('pwned');
    });

    test('any text without control characters arrives as it is', () => {
      fc.assert(
        fc.property(fc.array(hostileText, { minLength: 1, maxLength: 40 }), (texts) => {
          expect(regionsAfter(shell, texts)).toEqual(texts);
        }),
        { numRuns: loopCount(150, 10), seed: loopSeed() },
      );
    }, 600_000);

    test('in the C locale too', () => {
      const text = HOSTILE_TEXTS.join(' ');
      writeFileSync(blockFile, block(shell.format, text));
      const output = run(shell.program, shell.evaluate, { ...environment(), LC_ALL: 'C' });
      expect(awsVariables(output)).toEqual(expectedVariables(text));
    });

    const { fromInput } = shell;
    if (fromInput !== undefined) {
      test('pasted line by line it does the same', () => {
        const text = HOSTILE_TEXTS.join(' ');
        writeFileSync(blockFile, `${block(shell.format, text)}env -0\n`);
        // A pipe of the system's own: Node's is a socket, which fish refuses to read from.
        const pipe = ['-c', 'cat "$BLOCK" | "$0" "$@"', shell.program ?? '', ...fromInput];
        const output = run(findProgram('sh'), pipe, environment());
        expect(awsVariables(output)).toEqual(expectedVariables(text));
      });
    }

    test('exports that renew leave exactly the endpoint, whatever was set before', () => {
      const text = HOSTILE_TEXTS.join(' ');
      for (const region of ['eu-central-1', text]) {
        writeFileSync(blockFile, renewing.block(shell.format, region));
        const stale = { ...environment(), ...STALE_BEFORE_CONTAINER };
        const left = awsVariables(run(shell.program, shell.evaluate, stale));
        expect(left).toEqual(expectedContainerVariables(region));
      }
      expect(evaluated(shell, renewing.block(shell.format))).toEqual(expectedContainerVariables());
      expect(evaluated(shell, renewing.block(shell.format) + unsetBlock(shell.format))).toEqual({});
    });

    test('exports that renew pass any region on as it is', () => {
      expect(regionsAfter(shell, HOSTILE_TEXTS, renewing)).toEqual(HOSTILE_TEXTS);
      fc.assert(
        fc.property(fc.array(hostileText, { minLength: 1, maxLength: 40 }), (texts) => {
          expect(regionsAfter(shell, texts, renewing)).toEqual(texts);
        }),
        { numRuns: loopCount(150, 5), seed: loopSeed() },
      );
    }, 600_000);

    test('the unset block takes the session away, and no profile chosen since', () => {
      const profile = `${block(shell.format, 'eu-west-1')}${profileLine(shell.format)}\n`;
      const left = evaluated(shell, profile + unsetBlock(shell.format));
      expect(left).toEqual({ AWS_PROFILE: 'chosen' });
    });

    test('blocks in a clean shell print nothing and are no failure', () => {
      const clean = { BLOCK: blockFile, HOME: folder, PATH: process.env.PATH ?? '' };
      writeFileSync(blockFile, unsetBlock(shell.format));
      expect(awsVariables(run(shell.program, shell.evaluate, clean))).toEqual({});
      writeFileSync(blockFile, block(shell.format, 'eu-west-1'));
      const output = run(shell.program, shell.evaluate, clean);
      expect(output.split('\0')[0]).toMatch(/^\w+=/);
      expect(awsVariables(output)).toEqual(expectedVariables('eu-west-1'));
    });
  });
}

function profileLine(format: ShellFormat): string {
  switch (format) {
    case 'fish':
      return 'set -gx AWS_PROFILE chosen';
    case 'nushell':
      return "$env.AWS_PROFILE = 'chosen'";
    default:
      return 'export AWS_PROFILE=chosen';
  }
}

describe.skipIf(isMissing(findProgram('fish')))('universal variables of real fish', () => {
  const home = mkdtempSync(join(tmpdir(), 'role-valet-fish-'));
  afterAll(() => rmSync(home, { recursive: true }));
  const fish = (command: string): string =>
    run(findProgram('fish'), ['-c', command], {
      HOME: home,
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_DATA_HOME: join(home, 'data'),
      BLOCK: blockFile,
      PATH: process.env.PATH ?? '',
    });

  test('are never erased, and the user is told that one can win', () => {
    fish('set -Ux AWS_PROFILE everywhere');
    writeFileSync(blockFile, block('fish', 'eu-west-1'));
    const told = fish('begin; cat $BLOCK | source; end 2>&1');
    expect(told).toContain('the universal variable AWS_PROFILE can win');
    expect(told).not.toContain('AWS_DEFAULT_PROFILE');
    expect(fish('echo $AWS_PROFILE')).toBe('everywhere\n');
    fish('set -eU AWS_PROFILE');
    expect(fish('begin; cat $BLOCK | source; end 2>&1')).toBe('');
  });
});
