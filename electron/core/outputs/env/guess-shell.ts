import type { Environment } from '../../ports.ts';
import type { ShellFormat } from './formats.ts';

const FORMAT_BY_PROGRAM: Readonly<Record<string, ShellFormat>> = {
  sh: 'sh',
  ash: 'sh',
  bash: 'sh',
  busybox: 'sh',
  dash: 'sh',
  ksh: 'sh',
  ksh93: 'sh',
  mksh: 'sh',
  rbash: 'sh',
  zsh: 'sh',
  fish: 'fish',
  nu: 'nushell',
  powershell: 'powershell',
  powershell_ise: 'powershell',
  pwsh: 'powershell',
  'pwsh-preview': 'powershell',
  cmd: 'cmd',
};

/** The modules folder of the user, which PowerShell adds to PSModulePath for itself and children. */
const USER_MODULES = /[\\/]Documents[\\/](?:Windows)?PowerShell[\\/]Modules/i;

/**
 * The format of the shell that the user sits in. The parent process is the best witness; where it
 * isn't known or is no shell (`npx`, `make`), variables that a shell sets for its children; then
 * SHELL, which names only the login shell; then what the platform (`process.platform`) starts by
 * default.
 */
export function guessFormat(
  environment: Environment,
  platform: string,
  parentProcessName?: string,
): ShellFormat {
  return (
    formatOfProgram(parentProcessName) ??
    (platform === 'win32' ? hintOnWindows(environment) : hintOnUnix(environment)) ??
    formatOfProgram(environment.SHELL) ??
    (platform === 'win32' ? defaultOnWindows(environment) : 'sh')
  );
}

/** Accepts a path of either platform, `-zsh` (a login shell's name) and `CMD.EXE`. */
function formatOfProgram(program: string | undefined): ShellFormat | undefined {
  const name = program
    ?.trim()
    .replace(/^.*[\\/]/, '')
    .replace(/^-/, '')
    .replace(/\.exe$/i, '')
    .toLowerCase();
  return name !== undefined && Object.hasOwn(FORMAT_BY_PROGRAM, name)
    ? FORMAT_BY_PROGRAM[name]
    : undefined;
}

function hintOnUnix(environment: Environment): ShellFormat | undefined {
  if (environment.NU_VERSION) {
    return 'nushell';
  }
  // Off Windows nothing but PowerShell sets this.
  return environment.PSModulePath ? 'powershell' : undefined;
}

function hintOnWindows(environment: Environment): ShellFormat | undefined {
  if (environment.NU_VERSION) {
    return 'nushell';
  }
  // Git Bash, MSYS2 and Cygwin; these set SHELL too, but it may name a Windows program.
  return environment.MSYSTEM ? 'sh' : undefined;
}

/** Windows sets PSModulePath for all programs; only PowerShell adds the user's own folder to it. */
function defaultOnWindows(environment: Environment): ShellFormat {
  if (USER_MODULES.test(environment.PSModulePath ?? '')) {
    return 'powershell';
  }
  // cmd.exe gives itself a PROMPT where none is set.
  return environment.PROMPT ? 'cmd' : 'powershell';
}
