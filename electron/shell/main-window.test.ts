import type Electron from 'electron';
import { describe, expect, test } from 'vitest';
import { SHOW_CHANNEL, SNAPSHOT_CHANNEL } from '../contract/names.ts';
import type { Platform } from '../contract/settings.ts';
import { MainWindow } from './main-window.ts';
import { FakeWindow } from './testing/fake-window.ts';
import { recordedLog } from './testing/recorded-log.ts';

const tray: Electron.Rectangle = { x: 1000, y: 0, width: 24, height: 24 };

/** A main window over fake ones; `last()` is the newest of them. */
function setUp(platform: Platform = 'darwin') {
  const windows: FakeWindow[] = [];
  const log = recordedLog();
  const main = new MainWindow({
    createWindow: (bounds) => {
      const window = new FakeWindow(bounds);
      windows.push(window);
      return window;
    },
    place: ({ width, height }, anchor) =>
      anchor === undefined ? undefined : { x: anchor.x, y: anchor.y + 24, width, height },
    platform,
    logger: log,
  });
  const last = (): FakeWindow => windows.at(-1) ?? expect.fail('no window was made');
  return {
    main,
    windows,
    log,
    last,
    load: () => last().webContents.emit('did-finish-load'),
    draw: () => last().emit('ready-to-show'),
    close: () => {
      let prevented = false;
      last().emit('close', { preventDefault: () => (prevented = true) });
      return prevented;
    },
    die: () =>
      last().webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 }),
  };
}

/** The same with the window on screen, and what was done for that forgotten. */
function shown(platform?: Platform) {
  const parts = setUp(platform);
  parts.main.show();
  parts.load();
  parts.draw();
  parts.last().done.length = 0;
  return parts;
}

describe('showing', () => {
  test('no window is made before it is wanted; then it waits for its first picture', () => {
    const { main, windows, last, load, draw } = setUp();
    expect(windows).toEqual([]);
    expect(main.isVisible).toBe(false);
    expect(main.contentsId).toBeUndefined();
    main.show();
    expect(last().loaded).toEqual(['app://role-valet/index.html']);
    load();
    expect(last().done).toEqual([]);
    draw();
    expect(last().done).toEqual(['show', 'focus']);
    expect(main.isVisible).toBe(true);
    expect(main.contentsId).toBe(last().webContents.id);
  });

  test('on Linux a loaded page is enough, as Wayland draws no hidden window', () => {
    const { main, last, load, draw } = setUp('linux');
    main.show();
    load();
    expect(last().done).toEqual(['show', 'focus']);
    draw();
    expect(last().done).toEqual(['show', 'focus']);
  });

  test('a prepared window is loaded and stays hidden until it is wanted', () => {
    const { main, windows, last, load, draw } = setUp();
    main.prepare();
    main.prepare();
    load();
    draw();
    expect(windows).toHaveLength(1);
    expect(last().done).toEqual([]);
    main.show();
    expect(last().done).toEqual(['show', 'focus']);
  });

  test('without the user’s wish the focus stays where it is', () => {
    const { main, last, load, draw } = setUp();
    main.showInactive();
    load();
    draw();
    expect(last().done).toEqual(['showInactive']);
    main.showInactive();
    expect(last().done).toEqual(['showInactive']);
    main.show();
    expect(last().done).toEqual(['showInactive', 'show', 'focus']);
  });

  test('of two wishes before the first picture the one with focus counts, and hiding ends both', () => {
    const { main, last, draw } = setUp();
    main.show();
    main.showInactive();
    draw();
    expect(last().done).toEqual(['show', 'focus']);
    const other = setUp();
    other.main.show();
    other.main.hide();
    other.draw();
    expect(other.last().done).toEqual(['hide']);
  });

  test('a minimised window is restored', () => {
    const { main, last } = shown();
    last().minimize();
    expect(main.isVisible).toBe(false);
    main.show();
    expect(last().done).toEqual(['restore', 'show', 'focus']);
    expect(main.isVisible).toBe(true);
  });
});

describe('hiding', () => {
  test('closing hides; the page stays', () => {
    const { main, windows, last, close } = shown();
    expect(close()).toBe(true);
    expect(last().done).toEqual(['hide']);
    main.show();
    expect(windows).toHaveLength(1);
    expect(last().done).toEqual(['hide', 'show', 'focus']);
  });

  test('once it is over a close goes through, and nothing shows the window again', () => {
    const { main, windows, last, close } = shown();
    main.destroy();
    expect(last().done).toEqual(['destroy']);
    expect(close()).toBe(false);
    main.show();
    main.prepare();
    main.toggle(tray);
    main.destroy();
    expect(windows).toHaveLength(1);
    expect(last().done).toEqual(['destroy']);
    expect(main.isVisible).toBe(false);
    expect(main.contentsId).toBeUndefined();
  });

  test('a wish after the end makes no window', () => {
    const { main, windows } = setUp();
    main.destroy();
    main.show();
    expect(windows).toEqual([]);
  });
});

describe('toggling', () => {
  test('from the tray: beside the icon, then hidden, though the click took the focus', () => {
    const { main, last, draw } = setUp();
    main.toggle(tray);
    draw();
    expect(last().bounds).toEqual({ x: 1000, y: 24, width: 440, height: 680 });
    expect(last().done).toEqual(['show', 'focus']);
    last().blur();
    main.toggle(tray);
    expect(main.isVisible).toBe(false);
  });

  test('the user’s own size is kept when the window moves to the icon', () => {
    const { main, last } = shown();
    last().bounds = { x: 5, y: 5, width: 700, height: 900 };
    main.hide();
    main.toggle(tray);
    expect(last().bounds).toEqual({ x: 1000, y: 24, width: 700, height: 900 });
  });

  test('from a shortcut: a window behind others comes to the front first, and stays in its place', () => {
    const { main, last } = shown();
    last().blur();
    main.toggle();
    expect(last().done).toEqual(['show', 'focus']);
    main.toggle();
    expect(last().done).toEqual(['show', 'focus', 'hide']);
  });
});

describe('messages', () => {
  test('wait for the page, the newest of each kind', () => {
    const { main, last, load } = setUp();
    main.send(SNAPSHOT_CHANNEL, { revision: 1 });
    main.show({ kind: 'screen', screen: 'keys' });
    main.show({ kind: 'role', profile: 'prod-admin' });
    main.send(SNAPSHOT_CHANNEL, { revision: 2 });
    expect(last().webContents.sent).toEqual([]);
    load();
    expect(last().webContents.sent).toEqual([
      [SNAPSHOT_CHANNEL, { revision: 2 }],
      [SHOW_CHANNEL, { kind: 'role', profile: 'prod-admin' }],
    ]);
    main.showInactive({ kind: 'screen', screen: 'settings' });
    expect(last().webContents.sent.at(-1)).toEqual([
      SHOW_CHANNEL,
      { kind: 'screen', screen: 'settings' },
    ]);
  });

  test('a destroyed page gets none', () => {
    const { main, last } = shown();
    last().webContents.isGone = true;
    main.send(SNAPSHOT_CHANNEL, { revision: 3 });
    expect(last().webContents.sent).toEqual([]);
  });
});

describe('a page that dies', () => {
  test('comes back once, without the focus, and its successor is the one that is trusted', () => {
    const { main, windows, last, log, die, load, draw } = shown();
    const dead = last();
    die();
    main.send(SNAPSHOT_CHANNEL, { revision: 4 });
    expect(dead.done).toEqual(['destroy']);
    expect(windows).toHaveLength(2);
    expect(main.contentsId).toBe(last().webContents.id);
    load();
    draw();
    expect(last().webContents.sent).toEqual([[SNAPSHOT_CHANNEL, { revision: 4 }]]);
    expect(last().done).toEqual(['showInactive']);
    die();
    expect(windows).toHaveLength(2);
    expect(main.isVisible).toBe(false);
    expect(log.lines.map(({ fields }) => fields)).toEqual([
      { reason: 'crashed', exitCode: 5 },
      { reason: 'crashed', exitCode: 5 },
    ]);
    main.show();
    expect(windows).toHaveLength(3);
  });

  test('behind a hidden window waits until it is wanted', () => {
    const { main, windows, die } = shown();
    main.hide();
    die();
    expect(windows).toHaveLength(1);
    main.show();
    expect(windows).toHaveLength(2);
  });

  test('an old page’s late events touch nothing', () => {
    const { main, windows, last, die, load, draw } = shown();
    const old = last();
    die();
    main.show();
    old.emit('ready-to-show');
    old.webContents.emit('did-finish-load');
    old.webContents.emit('render-process-gone', {}, { reason: 'killed', exitCode: 0 });
    main.send(SNAPSHOT_CHANNEL, { revision: 9 });
    expect(windows).toHaveLength(2);
    expect(main.contentsId).toBe(last().webContents.id);
    expect(last().done).toEqual([]);
    load();
    draw();
    expect(last().done).toEqual(['show', 'focus']);
    expect(last().webContents.sent).toEqual([[SNAPSHOT_CHANNEL, { revision: 9 }]]);
    expect(old.done).toEqual(['destroy']);
    expect(old.webContents.sent).toEqual([]);
  });
});

describe('trouble', () => {
  test('a failing preload script is logged, masked', () => {
    const { main, last, log } = setUp();
    main.show();
    last().webContents.emit('preload-error', {}, '/x', new Error('password=planted-secret'));
    expect(log.lines).toEqual([
      {
        level: 'error',
        message: 'the preload script failed',
        fields: { error: 'Error: password=[hidden]' },
      },
    ]);
  });

  test('a page that does not load is logged', async () => {
    const log = recordedLog();
    const window = new FakeWindow(undefined);
    window.loadProblem = new Error('ERR_FAILED (-2)');
    const createWindow = (): FakeWindow => window;
    const place = (): undefined => undefined;
    new MainWindow({ createWindow, place, platform: 'linux', logger: log }).prepare();
    await new Promise((resolve) => setImmediate(resolve));
    expect(log.lines.map(({ fields }) => fields)).toEqual([{ error: 'Error: ERR_FAILED (-2)' }]);
  });
});

describe('what is told', () => {
  test('visibility, once a change, until nobody listens', () => {
    const { main, last, draw } = setUp();
    const told: boolean[] = [];
    const stop = main.onVisibilityChange((isVisible) => told.push(isVisible));
    main.show();
    draw();
    main.show();
    last().minimize();
    last().restore();
    main.hide();
    main.show();
    main.destroy();
    expect(told).toEqual([true, false, true, false, true, false]);
    stop();
    stop();
    expect(told).toHaveLength(6);
  });

  test('a listener that stopped hears no more', () => {
    const { main } = shown();
    const told: boolean[] = [];
    main.onVisibilityChange((isVisible) => told.push(isVisible))();
    main.hide();
    expect(told).toEqual([]);
  });
});

describe('screen captures', () => {
  test('protection is set on the window at once, and on later ones', () => {
    const { main, last, die } = shown();
    main.setContentProtection(true);
    expect(last().done).toEqual(['protect']);
    die();
    expect(last().done).toEqual(['protect']);
    main.setContentProtection(false);
    expect(last().done).toEqual(['protect', 'unprotect']);
  });

  test('Linux has none to set', () => {
    const { main, last } = shown('linux');
    main.setContentProtection(true);
    expect(last().done).toEqual([]);
  });
});
