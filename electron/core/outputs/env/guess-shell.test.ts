import { describe, expect, test } from 'vitest';
import { guessFormat } from './guess-shell.ts';

const userModules =
  'C:\\Users\\me\\Documents\\PowerShell\\Modules;C:\\Program Files\\PowerShell\\Modules';
const machineModules =
  'C:\\Program Files\\WindowsPowerShell\\Modules;C:\\WINDOWS\\system32\\WindowsPowerShell\\v1.0\\Modules';

describe('guessFormat', () => {
  test.each([
    ['bash', 'sh'],
    ['-zsh', 'sh'],
    ['/bin/dash', 'sh'],
    ['ksh', 'sh'],
    ['/opt/homebrew/bin/fish', 'fish'],
    ['-/usr/local/bin/fish', 'fish'],
    ['pwsh', 'powershell'],
    ['C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe', 'powershell'],
    ['CMD.EXE', 'cmd'],
    ['nu', 'nushell'],
    ['nu.exe', 'nushell'],
  ])('the parent process %s decides', (parent, format) => {
    const against = {
      SHELL: format === 'fish' ? '/bin/zsh' : '/usr/bin/fish',
      NU_VERSION: '0.115',
    };
    expect(guessFormat(against, 'linux', parent)).toBe(format);
  });

  test.each(['node', 'npm exec role-va', 'make', '', 'constructor', undefined])(
    'a parent that is no shell (%s) decides nothing',
    (parent) => {
      expect(guessFormat({ SHELL: '/usr/bin/fish' }, 'linux', parent)).toBe('fish');
    },
  );

  test.each([
    [{ NU_VERSION: '0.115.1', SHELL: '/bin/bash' }, 'nushell'],
    [{ PSModulePath: '/root/.local/share/powershell/Modules', SHELL: '/bin/zsh' }, 'powershell'],
    [{ SHELL: '/bin/zsh' }, 'sh'],
    [{ SHELL: '/usr/bin/fish' }, 'fish'],
    [{ SHELL: '/usr/bin/unknown' }, 'sh'],
    [{}, 'sh'],
  ] as const)('off Windows %j gives %s', (environment, format) => {
    expect(guessFormat(environment, 'darwin')).toBe(format);
  });

  test.each([
    [{}, 'powershell'],
    [{ PSModulePath: machineModules }, 'powershell'],
    [{ PSModulePath: machineModules, PROMPT: '$P$G' }, 'cmd'],
    [{ PSModulePath: userModules, PROMPT: '$P$G' }, 'powershell'],
    [{ PSModulePath: userModules, MSYSTEM: 'MINGW64', SHELL: '/usr/bin/bash' }, 'sh'],
    [{ PSModulePath: userModules, SHELL: '/usr/bin/bash.exe' }, 'sh'],
    [{ PSModulePath: userModules, NU_VERSION: '0.115.1' }, 'nushell'],
  ] as const)('on Windows %j gives %s', (environment, format) => {
    expect(guessFormat(environment, 'win32')).toBe(format);
  });
});
