import { spawn } from 'node:child_process';
import { shellWords } from '../core/aws-config/shell-words.ts';
import type { Environment } from '../core/ports.ts';

/**
 * Why no browser of the person can be opened from here, as the rest of "because ...", or undefined
 * where one can: over SSH it would open on a machine where nobody sits. BROWSER overrules that.
 */
export function reasonAgainstBrowser(
  environment: Environment,
  platform: NodeJS.Platform,
): string | undefined {
  if (environment.BROWSER && platform !== 'win32') return undefined;
  if (environment.SSH_CONNECTION || environment.SSH_TTY) return 'this is an SSH session';
  const hasScreens = platform === 'win32' || platform === 'darwin';
  const hasDisplay = Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
  return hasScreens || hasDisplay ? undefined : 'there is no display';
}

/**
 * Opens `url`, which its caller has checked, in the person's browser: that of BROWSER, else the
 * system's. False where the program could not be started or failed at once; how long a browser takes
 * is not waited for.
 */
export function openBrowser(
  url: string,
  environment: Environment,
  platform: NodeJS.Platform,
): Promise<boolean> {
  const [program, ...parameters] = browserCommand(url, environment, platform);
  if (program === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    const child = spawn(program, parameters, {
      stdio: 'ignore',
      detached: platform !== 'win32',
      windowsHide: true,
      env: { ...environment },
    });
    child.unref();
    const limit = setTimeout(() => resolve(true), 2_000);
    const settle = (isOpen: boolean) => {
      clearTimeout(limit);
      resolve(isOpen);
    };
    child.once('error', () => settle(false));
    child.once('exit', (code) => settle(code === 0));
  });
}

/** The program and its words; no shell reads the address. */
export function browserCommand(
  url: string,
  environment: Environment,
  platform: NodeJS.Platform,
): readonly string[] {
  if (environment.BROWSER && platform !== 'win32') {
    // A list, as Python and xdg-open read it; the first is the favourite.
    const words = shellWords(environment.BROWSER.split(':')[0] ?? '') ?? [];
    const hasPlace = words.some((word) => word.includes('%s'));
    return hasPlace ? words.map((word) => word.replaceAll('%s', () => url)) : [...words, url];
  }
  if (platform === 'darwin') return ['open', url];
  // Not `start`, whose shell would read the & of an address.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return ['xdg-open', url];
}
