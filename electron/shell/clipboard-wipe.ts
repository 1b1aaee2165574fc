import type Electron from 'electron';
import { RoleValetError } from '../contract/errors.ts';
import type { Logger } from '../core/ports.ts';

/** The parts of Electron's clipboard that clearing needs. `selection` exists on Linux alone. */
export type SystemClipboard = Pick<Electron.Clipboard, 'writeText' | 'readText' | 'clear'> & {
  readonly selection?: PrimarySelection | undefined;
};

/** X11's second clipboard: read and cleared by us, never written. */
export type PrimarySelection = Pick<Electron.Clipboard, 'readText' | 'clear'>;

export interface WipeOptions {
  readonly clipboard: SystemClipboard;
  readonly platform: NodeJS.Platform;
  readonly logger: Logger;
  readonly isOurs: (text: string) => boolean;
  /** Gives up on a call that hangs. */
  readonly limited: <T>(work: Promise<T>) => Promise<T>;
}

/**
 * Clears the clipboard, and on Linux the primary selection, where it holds our text. True where one
 * of them did. Throws what the clipboard throws, or CLIPBOARD_FAILED where it kept our text all the same.
 */
export async function wipeIfHeld(options: WipeOptions): Promise<boolean> {
  const wasSelected = await wipeSelection(options);
  return (await wipeClipboard(options)) || wasSelected;
}

async function wipeClipboard({ clipboard, isOurs, limited }: WipeOptions): Promise<boolean> {
  const isStillOurs = async () => isOurs(await limited(clipboard.readText()));
  if (!(await isStillOurs())) return false;
  clipboard.clear();
  if (!(await isStillOurs())) return true;
  // Wayland may ignore a program without the focus that clears; offering something else is heard.
  await limited(clipboard.writeText(''));
  if (!(await isStillOurs())) return true;
  throw new RoleValetError(
    'CLIPBOARD_FAILED',
    'the system did not let Role Valet clear the clipboard',
    'Copy anything else to replace the secret there.',
  );
}

/** Selecting text in a terminal puts it there. Not all desktops have it, so its failure is no news. */
async function wipeSelection(options: WipeOptions): Promise<boolean> {
  const { clipboard, platform, logger, isOurs, limited } = options;
  if (platform !== 'linux' || clipboard.selection === undefined) return false;
  try {
    if (!isOurs(await limited(clipboard.selection.readText()))) return false;
    clipboard.selection.clear();
    return true;
  } catch (error) {
    logger.info('the primary selection could not be looked at', { reason: String(error) });
    return false;
  }
}
