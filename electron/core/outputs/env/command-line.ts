import type { EnvFormat, ShellFormat } from './formats.ts';
import { quoteForShell } from './quoting.ts';
import { unrepresentable } from './representable.ts';
import { shellOf } from './shells.ts';
import { RIVAL_VARIABLES, SESSION_VARIABLES } from './variables.ts';

/** Words that every shell reads as they stand, whatever place they are in. */
const BARE_WORD = /^[A-Za-z_][A-Za-z0-9_./-]*$/;

/**
 * The command that puts a role's credentials into the shell it is typed in; it holds no secret.
 * Shells whose history can leave lines out get a leading blank, the sign for it. `dotenv`, `json`,
 * `process` and `ini` have nothing to evaluate: for these it is the command that prints them, in
 * the quoting of sh. `programName` is the program's name or path.
 * Throws VALUE_UNREPRESENTABLE where the shell can't pass the role's name on.
 */
export function evalCommand(
  format: EnvFormat,
  roleName: string,
  programName = 'role-valet',
): string {
  switch (format) {
    case 'sh':
      // No format: sh is what most callers are, and this is the form that people know by heart.
      return ` eval "$(${envCommand('sh', programName, roleName)})"`;
    case 'fish':
      return ` ${envCommand('fish', programName, roleName, 'fish')} | source`;
    case 'powershell':
      // The block is evaluated line by line as it arrives; where the program fails there is no
      // line, and nothing happens.
      requireNativeArgument(roleName);
      return `${powershellCommand(programName, roleName)} | Invoke-Expression`;
    case 'cmd':
      return `for /f "delims=" %i in ('${cmdCommand(programName, roleName)}') do @%i`;
    case 'nushell':
      return ` ${nushellPipeline(programName, roleName)}`;
    default:
      return ` ${envCommand('sh', programName, roleName, format)}`;
  }
}

function envCommand(
  shell: ShellFormat,
  programName: string,
  roleName: string,
  format?: EnvFormat,
): string {
  return [
    word(shell, 'the program', programName),
    'env',
    ...(format === undefined ? [] : ['--format', format]),
    // So that a name with a leading dash is not taken for an option.
    ...(roleName.startsWith('-') ? ['--'] : []),
    word(shell, 'the role name', roleName),
  ].join(' ');
}

function word(shell: ShellFormat, field: string, value: string): string {
  return BARE_WORD.test(value) ? value : quoteForShell(shell, field, value);
}

/** A quoted program is a mere string until the call operator runs it. */
function powershellCommand(programName: string, roleName: string): string {
  const command = envCommand('powershell', programName, roleName, 'powershell');
  return BARE_WORD.test(programName) ? command : `& ${command}`;
}

/** PowerShell before 7.3 loses these on the way to a program. */
function requireNativeArgument(roleName: string): void {
  if (/"|\\$/.test(roleName)) {
    throw unrepresentable(
      'the role name',
      'powershell',
      'a double quote or a backslash at its end',
    );
  }
}

/**
 * cmd.exe has no eval: FOR runs the program and then each line that it printed. The program runs
 * under `cmd /c`, which takes the outermost quotes off a command that starts with one; the carets
 * keep these extra quotes from opening a quoted stretch on the line itself.
 */
function cmdCommand(programName: string, roleName: string): string {
  const command = envCommand('cmd', programName, roleName, 'cmd');
  return command.startsWith('"') ? `^"${command}^"` : command;
}

/**
 * nushell has no eval either: it parses everything before it runs anything. So the variables come as
 * JSON, and what would win over them, or may be missing from them, is hidden first. A caret makes
 * a quoted program a command.
 */
function nushellPipeline(programName: string, roleName: string): string {
  const hide = shellOf('nushell')?.unset([...RIVAL_VARIABLES, ...SESSION_VARIABLES]) ?? [];
  const command = envCommand('nushell', programName, roleName, 'json');
  const call = BARE_WORD.test(programName) ? command : `^${command}`;
  return [...hide, `${call} | from json | load-env`].join('; ');
}
