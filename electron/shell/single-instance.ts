import type Electron from 'electron';

type InstanceApp = Pick<Electron.App, 'requestSingleInstanceLock'> & {
  on(event: 'second-instance', listener: () => void): unknown;
};

/**
 * True where this is the only copy of the app: from then on `onSecondStart` is told whenever somebody
 * starts another. False where a copy runs already; the caller then quits and writes nothing, as all
 * files belong to the first. The second copy's arguments are not read: nothing is to be said by them.
 */
export function claimSingleInstance(app: InstanceApp, onSecondStart: () => void): boolean {
  if (!app.requestSingleInstanceLock()) {
    return false;
  }
  app.on('second-instance', () => onSecondStart());
  return true;
}
