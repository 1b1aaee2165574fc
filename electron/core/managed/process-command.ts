import { RoleValetError } from '../../contract/errors.ts';
import { isOwnProcess } from '../chain/role-settings.ts';

/** How Role Valet is called on this machine: a program with its full path, and words that follow it. */
export interface ValetCommand {
  readonly words: readonly string[];
  readonly platform: NodeJS.Platform;
}

/**
 * The value of `credential_process` that hands out `profile`. It means the same to all who run it:
 * botocore splits it with Python's shlex, on Windows by the rules of the C runtime
 * (`compat_shell_split` in `botocore/compat.py`), and starts no shell; the JavaScript SDK and others
 * give it to `sh -c` or `cmd.exe`. And it holds nothing that a reader of the file takes for a comment.
 * Throws MANAGE_REFUSED where no such text exists.
 */
export function processCommand(command: ValetCommand, profile: string): string {
  const quote = command.platform === 'win32' ? windowsWord : posixWord;
  const program = command.words.map((word) => quote(word, 'the path of Role Valet'));
  const what = `the profile name ${JSON.stringify(profile)}`;
  const line = [...program, 'credential-process', quote(profile, what)].join(' ');
  // What we would not know again as our own, we would run ourselves, for ever.
  if (!isOwnProcess(line)) throw unwritable(what, 'it is no plain word');
  return line;
}

/** Between a blank and a comment sign: from there on, JavaScript SDKs read no value. */
const COMMENT_START = /(?<=\s)(?=[#;])/;

/** One word for both `shlex.split` and `sh`. */
function posixWord(word: string, what: string): string {
  requirePrintable(word, what);
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  // Quotes that close and open again leave one word.
  return word.split(COMMENT_START).map(quoted).join('');
}

function quoted(part: string): string {
  return /["\\$`!]/.test(part) ? `'${part.replaceAll("'", `'"'"'`)}'` : `"${part}"`;
}

/** One word for the C runtime's rules and for `cmd.exe`, whose quotes hide all but `%`. */
function windowsWord(word: string, what: string): string {
  requirePrintable(word, what);
  const wrong = /["%]|\s[#;]|\\$/.exec(word)?.[0];
  if (wrong !== undefined) {
    throw unwritable(
      what,
      `it holds ${JSON.stringify(wrong)}, which Windows programs read differently`,
    );
  }
  return /^[\w@+:./\\-]+$/.test(word) ? word : `"${word}"`;
}

function requirePrintable(word: string, what: string): void {
  if (word === '') throw unwritable(what, 'it is empty');
  if (/\p{Cc}|\p{Zl}|\p{Zp}/u.test(word) || !word.isWellFormed()) {
    throw unwritable(what, 'it holds a line break or another control character');
  }
}

function unwritable(what: string, reason: string): RoleValetError {
  return new RoleValetError(
    'MANAGE_REFUSED',
    `${what} can't stand in credential_process: ${reason}`,
    'Use a name and a folder of letters, digits, blanks and - _ . only.',
  );
}
