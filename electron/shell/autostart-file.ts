import { RoleValetError } from '../contract/errors.ts';

/** What a login of a Linux desktop starts, as https://specifications.freedesktop.org/autostart-spec has it. */
export interface AutostartEntry {
  readonly executable: string;
  readonly args: readonly string[];
}

/** A key of our own by which the file is known to be ours; other programs ignore `X-` keys. */
const OUR_KEY = 'X-RoleValet-Autostart';

/** The whole file. Throws EDIT_REFUSED for an executable whose path the format can't name. */
export function autostartText({ executable, args }: AutostartEntry): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Role Valet',
    'Comment=Short-lived AWS credentials in the tray',
    `Exec=${execValue([executable, ...args])}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    `${OUR_KEY}=true`,
    '',
  ].join('\n');
}

/** `foreign`: not written by us. `off`: ours, and switched off by a desktop's own settings. */
export function autostartState(text: string): 'foreign' | 'off' | 'on' {
  const keys = mainGroup(text);
  if (keys.get(OUR_KEY) !== 'true') return 'foreign';
  const isOff = keys.get('Hidden') === 'true' || keys.get('X-GNOME-Autostart-enabled') === 'false';
  return isOff ? 'off' : 'on';
}

/**
 * The value of `Exec=`: arguments quoted, then escaped as every value is, so that a backslash is
 * written four times (https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html).
 */
export function execValue(argv: readonly string[]): string {
  const [executable = ''] = argv;
  if (executable.includes('=') || argv.some((argument) => argument.includes('\0'))) {
    throw new RoleValetError(
      'EDIT_REFUSED',
      `the path ${JSON.stringify(executable)} can't stand in an autostart file`,
      'Move Role Valet to a folder without an equal sign in its path, and try again.',
    );
  }
  return argv.map(quoteArgument).map(escapeValue).join(' ');
}

/** What needs no quotes anywhere. A `%` begins a field code, unless doubled. */
const PLAIN = /^[\w@%+:,./-]+$/;

function quoteArgument(argument: string): string {
  const doubled = argument.replaceAll('%', '%%');
  return PLAIN.test(argument) ? doubled : `"${doubled.replaceAll(/["`$\\]/g, '\\$&')}"`;
}

/** https://specifications.freedesktop.org/desktop-entry-spec/latest/value-types.html */
function escapeValue(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
}

/** Keys of the group `[Desktop Entry]`; the first of a name counts. */
function mainGroup(text: string): Map<string, string> {
  const keys = new Map<string, string>();
  let isMain = false;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('[')) isMain = line.trim() === '[Desktop Entry]';
    const equals = line.indexOf('=');
    if (!isMain || equals < 1 || line.startsWith('#')) continue;
    const name = line.slice(0, equals).trim();
    if (!keys.has(name)) keys.set(name, line.slice(equals + 1).trim());
  }
  return keys;
}
