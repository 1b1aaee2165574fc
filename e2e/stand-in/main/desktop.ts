/** Small modules that tell of the machine: theme, power, shortcuts, screen, shell. */
import type {
  CrashReporter,
  NativeTheme as ElectronNativeTheme,
  PowerMonitor as ElectronPowerMonitor,
  Screen as ElectronScreen,
  GlobalShortcut,
  Shell,
} from 'electron';
import type { ColorScheme, Rectangle } from '../sides.ts';
import { closed } from './closed.ts';
import { eventsOf, StandInEmitter } from './emitter.ts';
import { answers, host, isAppReady, stateOfMachine, tellHost } from './state.ts';

let systemScheme: ColorScheme | undefined;

class NativeTheme
  extends StandInEmitter
  implements
    Pick<
      ElectronNativeTheme,
      | 'themeSource'
      | 'shouldUseDarkColors'
      | 'shouldUseHighContrastColors'
      | 'shouldUseInvertedColorScheme'
      | 'inForcedColorsMode'
      | 'prefersReducedTransparency'
    >
{
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  readonly inForcedColorsMode = false;
  readonly prefersReducedTransparency = false;
  #source: 'system' | ColorScheme = 'system';

  get themeSource(): 'system' | ColorScheme {
    return this.#source;
  }
  set themeSource(source: 'system' | ColorScheme) {
    const before = this.shouldUseDarkColors;
    this.#source = source;
    tellHost('setThemeSource', source);
    if (before !== this.shouldUseDarkColors) setImmediate(() => this.emit('updated'));
  }
  get shouldUseDarkColors(): boolean {
    return (this.#source === 'system' ? systemScheme : this.#source) === 'dark';
  }
}

/** `nativeTheme`. */
export const nativeTheme = new NativeTheme(eventsOf<ElectronNativeTheme>()('updated'));

/** Sets what the system shows: at the start, and when the user changes it. */
export function setSystemScheme(scheme: ColorScheme): void {
  const before = nativeTheme.shouldUseDarkColors;
  systemScheme = scheme;
  if (isAppReady() && before !== nativeTheme.shouldUseDarkColors) nativeTheme.emit('updated');
}
answers.colorSchemeChanged = setSystemScheme;

class PowerMonitor
  extends StandInEmitter
  implements Pick<ElectronPowerMonitor, 'getSystemIdleTime'>
{
  getSystemIdleTime(): number {
    return 0;
  }
}

/** `powerMonitor`. Of its events, the host can send suspend, resume, lock and unlock. */
export const powerMonitor = new PowerMonitor(
  eventsOf<ElectronPowerMonitor>()(
    'suspend',
    'resume',
    'lock-screen',
    'unlock-screen',
    'shutdown',
    'on-ac',
    'on-battery',
  ),
);
answers.powerEvent = (event) => void powerMonitor.emit(event, {});

const shortcuts = new Map<string, () => void>();

function changeShortcuts<T>(change: () => T): T {
  if (!isAppReady()) throw new Error('globalShortcut cannot be used before the app is ready');
  const result = change();
  tellHost('setShortcuts', [...shortcuts.keys()]);
  return result;
}

/** `globalShortcut`. A key that is taken gives false, as in Electron. */
export const globalShortcut = closed('globalShortcut', {
  register: (accelerator: string, callback: () => void) =>
    changeShortcuts(() => {
      if (shortcuts.has(accelerator)) return false;
      shortcuts.set(accelerator, callback);
      return true;
    }),
  unregister: (accelerator: string) => changeShortcuts(() => void shortcuts.delete(accelerator)),
  unregisterAll: () => changeShortcuts(() => shortcuts.clear()),
  isRegistered: (accelerator: string) => changeShortcuts(() => shortcuts.has(accelerator)),
} satisfies Pick<GlobalShortcut, 'register' | 'unregister' | 'unregisterAll' | 'isRegistered'>);
answers.shortcut = (accelerator) => {
  const callback = shortcuts.get(accelerator);
  if (callback !== undefined) setImmediate(callback);
  return callback !== undefined;
};

interface DisplayView {
  readonly id: number;
  readonly bounds: Rectangle;
  readonly workArea: Rectangle;
  readonly scaleFactor: number;
}

function display(): DisplayView {
  const { display: found } = stateOfMachine(
    "The 'screen' module can't be used before the app 'ready' event",
  );
  const { size, workArea, scaleFactor } = found;
  return closed('Display', { id: 1, bounds: size, workArea, scaleFactor });
}

class Screen extends StandInEmitter {
  getPrimaryDisplay(): DisplayView {
    return display();
  }
  getAllDisplays(): DisplayView[] {
    return [display()];
  }
  getDisplayNearestPoint(): DisplayView {
    return display();
  }
  getDisplayMatching(): DisplayView {
    return display();
  }
  /** The middle of the screen: no pointer is moved here. */
  getCursorScreenPoint(): { x: number; y: number } {
    const { bounds } = display();
    return { x: Math.round(bounds.width / 2), y: Math.round(bounds.height / 2) };
  }
}

/** `screen`: one display. */
export const screen = new Screen(
  eventsOf<ElectronScreen>()('display-added', 'display-removed', 'display-metrics-changed'),
);

/** `shell`. What would be opened is noted down; nothing is. */
export const shell = closed('shell', {
  openExternal: (url: string) => host().call('openExternal', new URL(url).href),
} satisfies Pick<Shell, 'openExternal'>);

/** `crashReporter`. The app promises never to start it, so here it throws. */
export const crashReporter = closed('crashReporter', {
  start: () => {
    throw new Error('crashReporter.start was called: crash dumps hold secrets');
  },
} satisfies Pick<CrashReporter, 'start'>);
