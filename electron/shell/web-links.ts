import type Electron from 'electron';
import type { Logger } from '../core/ports.ts';

/** Whole host names of pages that the app may open in the user's browser. */
const HOSTS: readonly RegExp[] = [
  // Explanations of errors and settings.
  /^docs\.aws\.amazon\.com$/,
  // The console, of one region or of one signed-in session too.
  /^(?:[a-z0-9-]+\.)*console\.aws\.amazon\.com$/,
];

const MOST_LETTERS = 2048;

/**
 * The link as the browser is to get it, or undefined where the app does not open it: only https, on
 * a host of the list, without user name or port. A text that a parser would mend first (blanks,
 * control characters, backslashes) is refused: what was checked must be what is opened.
 */
export function webLink(text: string): string | undefined {
  if (text.length > MOST_LETTERS || !/^https:\/\/[!-[\]-~]+$/i.test(text)) {
    return undefined;
  }
  const url = URL.parse(text);
  const isAllowed =
    url !== null &&
    url.username === '' &&
    url.password === '' &&
    url.port === '' &&
    HOSTS.some((host) => host.test(url.hostname));
  return isAllowed ? url.href : undefined;
}

/**
 * A function that opens a link in the user's browser, if it is one of `webLink`. The log gets no
 * more than the host of what failed, and nothing of what was refused: a link may hold a token.
 */
export function linkOpener(
  shell: Pick<Electron.Shell, 'openExternal'>,
  logger: Logger,
): (text: string) => void {
  return (text) => {
    const link = webLink(text);
    if (link === undefined) {
      logger.warn('a link was not opened: it is not on the list');
      return;
    }
    shell.openExternal(link).catch(() => {
      logger.error('the browser could not be opened', { host: new URL(link).hostname });
    });
  };
}

/**
 * Opens a page that main itself was given by a service, a sign-in's say: over https, or from this
 * machine. What a page of ours asks for goes through `linkOpener` and its list. Rejects where the
 * address is another one, or the system can't open it.
 */
export async function openPage(
  shell: Pick<Electron.Shell, 'openExternal'>,
  address: string,
): Promise<void> {
  const url = URL.parse(address);
  const isLocal = url?.protocol === 'http:' && url.hostname === '127.0.0.1';
  if (url === null || url.username !== '' || (url.protocol !== 'https:' && !isLocal)) {
    throw new Error('only https pages and those of this machine are opened');
  }
  await shell.openExternal(url.href);
}
