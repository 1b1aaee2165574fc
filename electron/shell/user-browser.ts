import { RoleValetError } from '../contract/errors.ts';
import type { DesktopPorts } from '../core/app/desktop/ports.ts';
import { handOverLink } from '../node/hand-over-link.ts';
import { openSecretLink } from '../node/open-secret-link.ts';
import type { DesktopStart } from './desktop-parts.ts';
import { openPage } from './web-links.ts';

/** A browser that has to start first, on a slow machine, milliseconds. */
const BROWSER_WAIT_MS = 60_000;

/** The browser of the user: pages of a sign-in, and the console. */
export function userBrowser(start: DesktopStart): DesktopPorts['browser'] {
  const { electron, environment, platform, random } = start;
  const open = async (url: string): Promise<void> => {
    try {
      await openPage(electron.shell, url);
    } catch (error) {
      throw new RoleValetError(
        'COMMAND_FAILED',
        'the browser could not be opened',
        'Set a default browser in the system’s settings, then try again.',
        { cause: error },
      );
    }
  };
  return {
    open,
    handOver: (link, command) =>
      command === undefined
        ? handOverLink(link, open, { random, timeoutMs: BROWSER_WAIT_MS })
        : openSecretLink(link, {
            command,
            environment,
            platform,
            random,
            timeoutMs: BROWSER_WAIT_MS,
          }),
  };
}
