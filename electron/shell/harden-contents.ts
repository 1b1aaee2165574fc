import type Electron from 'electron';
import type { Logger } from '../core/ports.ts';
import { webLink } from './web-links.ts';

type Preventable = Pick<Electron.Event, 'preventDefault'>;

/** Ways in which a page could become another page, or hold one. */
const PREVENTED = [
  'will-navigate',
  'will-redirect',
  'will-frame-navigate',
  'will-attach-webview',
] as const;

type Contents = Pick<Electron.WebContents, 'setWindowOpenHandler'> & {
  on(event: 'will-navigate', listener: (event: Preventable) => void): unknown;
  on(event: 'will-redirect', listener: (event: Preventable) => void): unknown;
  on(event: 'will-frame-navigate', listener: (event: Preventable) => void): unknown;
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown;
};

type ContentsApp = Pick<Electron.App, 'enableSandbox'> & {
  on(
    event: 'web-contents-created',
    listener: (event: Electron.Event, contents: Contents) => void,
  ): unknown;
};

export interface HardeningOptions {
  /** Gets the links of `webLink` that a page wanted to open in a window of its own. */
  readonly openLink: (link: string) => void;
  readonly logger: Logger;
}

/**
 * Puts every page that this app will ever hold into the operating system's sandbox, and nails it to
 * where it is: no navigation, no redirect, no frame that moves, no webview, no second window. To be
 * called before the app is ready; Electron throws later.
 */
export function hardenAllContents(app: ContentsApp, { openLink, logger }: HardeningOptions): void {
  app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => {
    for (const name of PREVENTED) {
      const prevent = (event: Preventable): void => {
        event.preventDefault();
        logger.warn('a page was kept where it is', { event: name });
      };
      // Each name is an overload of its own, so the type wants to see one name at a time.
      contents.on(name as 'will-navigate', prevent);
    }
    contents.setWindowOpenHandler(({ url }) => {
      const link = webLink(url);
      if (link === undefined) {
        logger.warn('a window was not opened');
      } else {
        openLink(link);
      }
      return { action: 'deny' };
    });
  });
}
