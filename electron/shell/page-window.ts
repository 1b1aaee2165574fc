import type Electron from 'electron';

type Plain = () => void;

/** What is used of a window's page. */
export type PageContents = Pick<Electron.WebContents, 'id' | 'send' | 'isDestroyed'> & {
  on(event: 'did-finish-load', listener: Plain): unknown;
  on(
    event: 'preload-error',
    listener: (event: Electron.Event, preloadPath: string, error: Error) => void,
  ): unknown;
  on(
    event: 'render-process-gone',
    listener: (
      event: Electron.Event,
      details: Pick<Electron.RenderProcessGoneDetails, 'reason' | 'exitCode'>,
    ) => void,
  ): unknown;
};

/** What is used of Electron's window, so that a test can stand in for it. */
export type PageWindow = Pick<
  Electron.BrowserWindow,
  | 'show'
  | 'showInactive'
  | 'hide'
  | 'focus'
  | 'isVisible'
  | 'isFocused'
  | 'isMinimized'
  | 'restore'
  | 'isDestroyed'
  | 'destroy'
  | 'getBounds'
  | 'setBounds'
  | 'setContentProtection'
  | 'loadURL'
> & {
  readonly webContents: PageContents;
  on(event: 'close', listener: (event: Pick<Electron.Event, 'preventDefault'>) => void): unknown;
  on(event: 'ready-to-show', listener: Plain): unknown;
  on(event: 'show', listener: Plain): unknown;
  on(event: 'hide', listener: Plain): unknown;
  on(event: 'minimize', listener: Plain): unknown;
  on(event: 'restore', listener: Plain): unknown;
};
