import type Electron from 'electron';
import type { Logger } from '../core/ports.ts';
import { isAppUrl } from './app-scheme.ts';
import { denialReason } from './permissions.ts';

/** Without `persist:` Electron keeps all of a session in memory: it leaves no file behind. */
export const APP_PARTITION = 'role-valet';

type Guarded = Pick<
  Electron.Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setSpellCheckerEnabled'
> & {
  readonly webRequest: { onBeforeRequest(listener: RequestListener): void };
  on(event: 'will-download', listener: (event: Preventable) => void): unknown;
};

type Preventable = Pick<Electron.Event, 'preventDefault'>;

type RequestListener = (
  details: Pick<Electron.OnBeforeRequestListenerDetails, 'url'>,
  callback: (response: Electron.CallbackResponse) => void,
) => void;

/**
 * The session of the window: in memory, without cache, and shut. To be called once, after the app is
 * ready and before the window is made, because a session's options are fixed by its first use.
 */
export function appSession<S extends Guarded>(
  session: { fromPartition(partition: string, options: Electron.FromPartitionOptions): S },
  logger: Logger,
): S {
  const own = session.fromPartition(APP_PARTITION, { cache: false });
  denyPermissions(own, logger);
  own.setSpellCheckerEnabled(false);
  own.on('will-download', (event) => {
    event.preventDefault();
    logger.warn('a download was prevented');
  });
  own.webRequest.onBeforeRequest(({ url }, callback) => {
    const cancel = !isAppUrl(url);
    if (cancel) {
      // The rest of the URL may hold anything.
      logger.warn('a request was cancelled', { scheme: URL.parse(url)?.protocol ?? 'none' });
    }
    callback({ cancel });
  });
  return own;
}

function denyPermissions(session: Guarded, logger: Logger): void {
  session.setPermissionRequestHandler((_contents, permission, callback) => {
    logger.warn('a permission was denied', { permission, reason: denialReason(permission) });
    callback(false);
  });
  // Chromium checks silently and often: no log here.
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
}
