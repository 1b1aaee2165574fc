/** What main and host ask each other. Windows, trays and notifications have ids that main gives. */

export interface MenuNode {
  /** What a click sends back; unique in this run of main. */
  readonly commandId: number;
  readonly type: 'normal' | 'separator' | 'submenu' | 'checkbox' | 'radio' | 'header';
  /** As shown: without mnemonic marks. */
  readonly label: string;
  readonly sublabel: string;
  readonly toolTip: string;
  readonly accelerator: string;
  readonly enabled: boolean;
  readonly checked: boolean;
  readonly items: readonly MenuNode[];
}

export interface ImageView {
  /** File name without folder, ending and scale: the state that the icon shows. */
  readonly name: string;
  readonly dataUrl: string;
  readonly isTemplate: boolean;
}

export interface TrayView {
  readonly image: ImageView;
  readonly title: string;
  readonly toolTip: string;
  readonly menu: readonly MenuNode[] | null;
}

export interface NewWindow {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  /** The preload script's path; Electron runs it in the main frame only. */
  readonly preload: string | undefined;
}

export interface WindowView {
  readonly isVisible: boolean;
  readonly isFocused: boolean;
  readonly isMinimized: boolean;
  readonly title: string;
  readonly bounds: Rectangle;
  readonly isContentProtected: boolean;
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface NotificationView {
  readonly title: string;
  readonly body: string;
  readonly actions: readonly string[];
}

export interface MessageBoxView {
  readonly title: string;
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** Clipboard content by type; what the app gave as bytes is base64. */
export type ClipboardContent = readonly {
  readonly type: string;
  readonly base64: string;
}[];

export type ClipboardKind = 'clipboard' | 'selection';

export interface StartState {
  readonly colorScheme: ColorScheme;
  readonly display: {
    readonly size: Rectangle;
    readonly workArea: Rectangle;
    readonly scaleFactor: number;
  };
}

export type ColorScheme = 'light' | 'dark';

/** A frame that sent a message, or asked for something. */
export interface FrameView {
  readonly url: string;
  readonly isMainFrame: boolean;
}

export interface PageRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly resourceType: string;
}

/** `cancelled` by webRequest; `unknown` where no handler serves the scheme in this session. */
export type PageAnswer =
  | { readonly kind: 'cancelled' | 'unknown' }
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly headers: readonly (readonly [string, string])[];
      readonly base64: string;
    };

/** Functions of the host that main calls. */
export interface HostSide {
  hello(): StartState;
  openWindow(window: NewWindow): void;
  /** Resolves when the page has loaded; rejects with Electron's words where it can't. */
  loadUrl(windowId: number, url: string): Promise<void>;
  updateWindow(windowId: number, view: WindowView): void;
  closeWindow(windowId: number): void;
  /** `payload` is an encoded array of arguments. */
  sendToPage(windowId: number, channel: string, payload: string): void;
  updateTray(trayId: number, view: TrayView | null): void;
  openTrayMenu(trayId: number): void;
  readClipboard(kind: ClipboardKind): ClipboardContent;
  writeClipboard(kind: ClipboardKind, content: ClipboardContent): void;
  showNotification(id: number, view: NotificationView): void;
  closeNotification(id: number): void;
  setThemeSource(source: 'system' | ColorScheme): void;
  openExternal(url: string): void;
  /** Resolves with the index of the button that was pressed. */
  showMessageBox(view: MessageBoxView): Promise<number>;
  setShortcuts(accelerators: readonly string[]): void;
  secondInstance(userData: string, argv: readonly string[], folder: string, data: unknown): void;
}

/** Functions of main that the host calls. */
export interface MainSide {
  /** Gives the encoded answer, or rejects with what Electron would put behind the method's name. */
  invoke(windowId: number, frame: FrameView, channel: string, payload: string): Promise<string>;
  sent(windowId: number, frame: FrameView, channel: string, payload: string): void;
  request(windowId: number, request: PageRequest): Promise<PageAnswer>;
  /** True where main prevented it. */
  willNavigate(windowId: number, url: string, isMainFrame: boolean): boolean;
  windowOpen(windowId: number, url: string, frameName: string, features: string): void;
  willDownload(windowId: number, url: string, fileName: string): boolean;
  permission(windowId: number, name: string, origin: string): boolean;
  /** The user pressed the window's close button. True where the window stays. */
  closePressed(windowId: number): boolean;
  windowFocus(windowId: number, isFocused: boolean): void;
  pageLoaded(windowId: number, url: string): void;
  pageCrashed(windowId: number): void;
  preloadFailed(windowId: number, message: string): void;
  menuClicked(commandId: number): void;
  trayMenu(trayId: number, event: 'menu-will-show' | 'menu-will-close'): void;
  trayClicked(trayId: number, event: 'click' | 'right-click' | 'double-click'): void;
  notificationEvent(id: number, event: 'click' | 'action' | 'close', actionIndex: number): void;
  powerEvent(event: 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen'): void;
  shortcut(accelerator: string): boolean;
  colorSchemeChanged(scheme: ColorScheme): void;
  secondInstance(argv: readonly string[], folder: string, data: unknown): void;
  /** Where `userData` lies: a second copy's call reaches the copy with the same one. */
  userData(): string;
  quit(): void;
}
