import type { EnvFormat, ShellFormat } from '../core/outputs/env/formats.ts';
import { quoteForShell } from '../core/outputs/env/quoting.ts';
import { shellOf } from '../core/outputs/env/shells.ts';
import type { PracticeHome } from './practice-home.ts';

/** How each shell puts a folder first in its search path. */
const FIRST_IN_PATH: Readonly<Record<ShellFormat, (folder: string) => string>> = {
  sh: (folder) => `export PATH=${folder}:"$PATH"`,
  fish: (folder) => `set -gx PATH ${folder} $PATH`,
  powershell: (folder) => `$Env:PATH = ${folder} + [IO.Path]::PathSeparator + $Env:PATH`,
  cmd: (folder) => `set "PATH=${folder.slice(1, -1)};%PATH%"`,
  nushell: (folder) => `$env.PATH = ($env.PATH | prepend ${folder})`,
};

/**
 * Lines that turn a terminal to the practice organisation: its files, its STS, and its programs first
 * in the path. For a format that is no shell's, the lines are for sh. Throws VALUE_UNREPRESENTABLE.
 */
export function practiceTerminalLines(
  home: Pick<PracticeHome, 'binPath' | 'environment' | 'unset'>,
  format: EnvFormat,
): string {
  const name = isShell(format) ? format : 'sh';
  const shell = shellOf(name);
  const lines = [
    ...(shell?.unset(home.unset) ?? []),
    ...Object.entries(home.environment).map(([key, value]) => shell?.set(key, value) ?? ''),
    FIRST_IN_PATH[name](quoteForShell(name, 'the folder of programs', home.binPath)),
  ];
  return `${lines.join('\n')}\n`;
}

function isShell(format: EnvFormat): format is ShellFormat {
  return Object.hasOwn(FIRST_IN_PATH, format);
}
