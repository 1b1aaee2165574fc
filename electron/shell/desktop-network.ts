import type { SettingsStore } from '../core/settings/settings-store.ts';
import type { WireOptions } from '../node/wire-app.ts';
import type { DesktopStart } from './desktop-parts.ts';
import { APP_PARTITION } from './harden-session.ts';

/** What the app knows about the way to AWS besides its environment, which has no shell's variables. */
export interface DesktopNetwork {
  readonly options: NonNullable<WireOptions['network']>;
  /** Takes the proxy and root certificates of the first settings, which are the user's own. */
  noteSettings(settings: SettingsStore): SettingsStore;
}

/** The user's settings, then the system's proxy as Chromium finds it. Both are asked anew each time. */
export function desktopNetwork({ electron }: Pick<DesktopStart, 'electron'>): DesktopNetwork {
  let own: SettingsStore | undefined;
  return {
    options: {
      settings: () => own?.current.network ?? {},
      systemProxy: (url) =>
        electron.session.fromPartition(APP_PARTITION, { cache: false }).resolveProxy(url),
    },
    noteSettings: (settings) => {
      own ??= settings;
      return settings;
    },
  };
}
