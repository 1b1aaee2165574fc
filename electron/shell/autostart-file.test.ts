import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { loopCount, loopSeed } from '../../tools/loops.ts';
import { autostartState, autostartText, execValue } from './autostart-file.ts';
import { parseExec } from './testing/parse-exec.ts';

const HOSTILE = 'Role "Valet" `id` $HOME \\ 100% %u %%f \'x\' #~;|<>&*?() é';

test('the file, whole', () => {
  const text = autostartText({ executable: '/opt/Role Valet/role-valet', args: ['--hidden'] });
  expect(text).toBe(`[Desktop Entry]
Type=Application
Name=Role Valet
Comment=Short-lived AWS credentials in the tray
Exec="/opt/Role Valet/role-valet" --hidden
Terminal=false
X-GNOME-Autostart-enabled=true
X-RoleValet-Autostart=true
`);
  expect(autostartState(text)).toBe('on');
});

describe('Exec', () => {
  test.each([
    ['plain', ['/usr/bin/role-valet', '--hidden'], '/usr/bin/role-valet --hidden'],
    ['a blank', ['/a b'], '"/a b"'],
    ['a quote', ['/a"b'], String.raw`"/a\\"b"`],
    ['a dollar sign', ['/a$b'], String.raw`"/a\\$b"`],
    ['a backtick', ['/a`b'], '"/a\\\\`b"'],
    ['a backslash', ['/a\\b'], String.raw`"/a\\\\b"`],
    ['a percent sign', ['/100%/a'], '/100%%/a'],
    ['a percent sign in quotes', ['/100% of/a'], '"/100%% of/a"'],
    ['a line end', ['/a\nb'], String.raw`"/a\nb"`],
    ['nothing', ['/a', ''], '/a ""'],
  ])('%s', (_, argv, value) => {
    expect(execValue(argv)).toBe(value);
    expect(parseExec(value)).toEqual(argv);
  });

  test.each(['/a=b/role-valet', '/a\0b'])('%j has no way to be written', (executable) => {
    expect(() => execValue([executable])).toThrow(
      expect.objectContaining({ code: 'EDIT_REFUSED' }),
    );
  });

  test('whatever the path, it reads back the same and stays one line', () => {
    const character = fc.constantFrom(...'ab/ "\'`$\\%uU=\t\n\r;&|<>()*?#~é'.split(''));
    const argument = fc.oneof(
      fc.string({ unit: character }),
      fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
    );
    fc.assert(
      fc.property(argument, fc.array(argument, { maxLength: 3 }), (path, args) => {
        const argv = [`/${path.replaceAll('=', '')}`, ...args];
        const value = execValue(argv);
        expect(value).not.toMatch(/[\n\r]/);
        expect(parseExec(value)).toEqual(argv);
        expect(autostartState(autostartText({ executable: argv[0] ?? '', args }))).toBe('on');
      }),
      { numRuns: loopCount(5_000, 300), seed: loopSeed() },
    );
  });

  test.runIf(existsSync('/usr/bin/gio'))('GLib starts the very program', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'role-valet-exec-'));
    try {
      // GLib looks for the program before it resolves `%%`, so a `%` in its path is lost on it.
      const program = join(folder, HOSTILE.replaceAll('%', ''), 'role-valet');
      await mkdir(join(program, '..'));
      const seen = join(folder, 'seen');
      await writeFile(
        program,
        `#!/bin/sh\nprintf '%s\\n' "$0" "$@" > '${seen}.part'\nmv '${seen}.part' '${seen}'\n`,
      );
      await chmod(program, 0o700);
      const entry = join(folder, 'x.desktop');
      await writeFile(entry, autostartText({ executable: program, args: ['--hidden', HOSTILE] }));
      await promisify(execFile)('gio', ['launch', entry]);
      const lines = await vi.waitFor(() => readFile(seen, 'utf8'), 5_000);
      expect(lines).toBe(`${program}\n--hidden\n${HOSTILE}\n`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('whose file it is', () => {
  const ours = autostartText({ executable: '/usr/bin/role-valet', args: [] });

  test.each([
    ['', 'foreign'],
    ['[Desktop Entry]\nExec=role-valet\n', 'foreign'],
    [`# X-RoleValet-Autostart=true\n[Desktop Entry]\n`, 'foreign'],
    ['[Desktop Action x]\nX-RoleValet-Autostart=true\n', 'foreign'],
    [ours.replace('Terminal', 'Hidden=true\nTerminal'), 'off'],
    [ours.replace('enabled=true', 'enabled=false'), 'off'],
    [ours.replaceAll('\n', '\r\n'), 'on'],
    [`${ours}\n[Desktop Action x]\nHidden=true\n`, 'on'],
  ] as const)('%j is %s', (text, state) => {
    expect(autostartState(text)).toBe(state);
  });
});
