import type { EnvFormat, ShellFormat } from './formats.ts';
import { quoteForShell, requireCmdText } from './quoting.ts';
import { requireText, unrepresentable } from './representable.ts';
import { PROFILE_VARIABLES } from './variables.ts';

/** How one shell sets and unsets variables of its environment. */
export interface Shell {
  /** Lines that unset the variables; one that is not set is no failure. */
  unset(names: readonly string[]): string[];
  /** The line that sets and exports one variable. Throws VALUE_UNREPRESENTABLE. */
  set(name: string, value: string): string;
  /** Lines that tell the user of a rival variable that unsetting can't reach. */
  readonly warnings?: readonly string[];
}

/** Longest line that cmd.exe accepts (https://learn.microsoft.com/troubleshoot/windows-client/shell-experience/command-line-string-limitation). */
const CMD_LINE_LIMIT = 8191;

const SHELLS: Readonly<Record<ShellFormat, Shell>> = {
  sh: {
    unset: (names) => [`unset ${names.join(' ')}`],
    set: (name, value) => `export ${name}=${quoteForShell('sh', name, value)}`,
  },
  fish: {
    // -g: inherited variables are global ones. Without it, fish would erase a universal variable,
    // for all sessions and for good, where no global one is set.
    // A missing one fails, and assignments keep that status: without `or true` the block would fail.
    unset: (names) => [`set -e -g ${names.join(' ')}; or true`],
    set: (name, value) => `set -gx ${name} ${quoteForShell('fish', name, value)}`,
    // A universal exported variable shows through once the global one is gone; nothing but erasing
    // it hides it, and that is the user's to decide.
    warnings: PROFILE_VARIABLES.map(
      (name) =>
        `if set -qU ${name}; echo 'role-valet: the universal variable ${name} can win over these credentials; to erase it: set -eU ${name}' >&2; end`,
    ),
  },
  powershell: {
    // Assigning $null removes a variable in every version, and is no failure where it isn't set.
    unset: (names) => names.map((name) => `$Env:${name} = $null`),
    set: (name, value) => `$Env:${name} = ${quoteForShell('powershell', name, value)}`,
  },
  cmd: {
    unset: (names) => names.map((name) => `set "${name}="`),
    set: cmdSet,
  },
  nushell: {
    unset: (names) => [`hide-env --ignore-errors ${names.join(' ')}`],
    set: (name, value) => `$env.${name} = ${quoteForShell('nushell', name, value)}`,
  },
};

/** The shell behind a format, or undefined where the format is no shell's. */
export function shellOf(format: EnvFormat): Shell | undefined {
  return Object.hasOwn(SHELLS, format) ? SHELLS[format as ShellFormat] : undefined;
}

/** The quotes are around the whole assignment: `set K=V & next` takes the blank into the value. */
function cmdSet(name: string, value: string): string {
  requireText(name, 'cmd', value);
  requireCmdText(name, value);
  const line = `set "${name}=${value}"`;
  if (line.length > CMD_LINE_LIMIT) {
    throw unrepresentable(name, 'cmd', `more than cmd.exe takes in a line (${CMD_LINE_LIMIT})`);
  }
  return line;
}
