import type Electron from 'electron';
import { isAppUrl } from './app-scheme.ts';

/** What is looked at of a message. */
export interface SenderEvent {
  readonly sender: Pick<Electron.WebContents, 'id'>;
  readonly senderFrame:
    | (Pick<Electron.WebFrameMain, 'origin' | 'url' | 'detached' | 'isDestroyed'> & {
        readonly parent: unknown;
      })
    | null;
}

export type SenderVerdict =
  | { readonly trusted: true }
  | { readonly trusted: false; readonly reason: SenderProblem };

/** What is wrong with a sender; goes to the log. */
export type SenderProblem =
  | 'unknown-contents'
  | 'no-frame'
  | 'destroyed-frame'
  | 'sub-frame'
  | 'foreign-origin';

/**
 * Whether a message comes from our own page in the main frame of our own window. `trustedContentsId`
 * is undefined while there is no window: then nobody is trusted.
 */
export function isTrustedSender(
  event: SenderEvent,
  trustedContentsId: number | undefined,
): SenderVerdict {
  const problem = senderProblem(event, trustedContentsId);
  return problem === undefined ? { trusted: true } : { trusted: false, reason: problem };
}

function senderProblem(
  { sender, senderFrame }: SenderEvent,
  trustedContentsId: number | undefined,
): SenderProblem | undefined {
  if (trustedContentsId === undefined || sender.id !== trustedContentsId) {
    return 'unknown-contents';
  }
  if (senderFrame === null) {
    return 'no-frame';
  }
  if (senderFrame.isDestroyed() || senderFrame.detached) {
    return 'destroyed-frame';
  }
  if (senderFrame.parent !== null) {
    return 'sub-frame';
  }
  // The origin alone is not enough: about:blank inherits it.
  return isAppUrl(senderFrame.origin) && isAppUrl(senderFrame.url) ? undefined : 'foreign-origin';
}
