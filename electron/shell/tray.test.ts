import type { MenuItemConstructorOptions, Rectangle } from 'electron';
import { describe, expect, test } from 'vitest';
import type { Platform } from '../contract/settings.ts';
import type { TrayAction, TrayItem, TrayModel } from '../core/tray/types.ts';
import { type MenuLike, TrayIcon, type TrayLike } from './tray.ts';

class FakeMenu implements MenuLike {
  readonly template: readonly MenuItemConstructorOptions[];
  readonly #listeners = new Map<string, () => void>();

  constructor(template: readonly MenuItemConstructorOptions[]) {
    this.template = template;
  }

  on(event: 'menu-will-show' | 'menu-will-close', listener: () => void): void {
    this.#listeners.set(event, listener);
  }

  emit(event: 'menu-will-show' | 'menu-will-close'): void {
    this.#listeners.get(event)?.();
  }

  click(id: string): void {
    const item = this.template.find((each) => each.id === id);
    // What Electron passes to a click is not looked at.
    (item?.click as (() => void) | undefined)?.();
  }
}

class FakeTray implements TrayLike<string, FakeMenu> {
  readonly calls: string[] = [];
  menu: FakeMenu | undefined;
  click: ((event: unknown, bounds?: Rectangle) => void) | undefined;

  setImage(image: string): void {
    this.calls.push(`image ${image}`);
  }
  setTitle(title: string): void {
    this.calls.push(`title ${title}`);
  }
  setToolTip(text: string): void {
    this.calls.push(`tooltip ${text}`);
  }
  setContextMenu(menu: FakeMenu): void {
    this.menu = menu;
    this.calls.push(`menu ${menu.template.map(({ label, type }) => label ?? type).join(', ')}`);
  }
  on(_event: 'click', listener: (event: unknown, bounds?: Rectangle) => void): void {
    this.click = listener;
  }
  destroy(): void {
    this.calls.push('destroy');
  }
}

function model(label: string, changes: Partial<TrayModel> = {}): TrayModel {
  const item: TrayItem = { id: 'first', kind: 'action', label, action: { verb: 'stopAll' } };
  return { icon: 'idle', title: '', tooltip: 'Role Valet', menu: [item], ...changes };
}

function setUp(platform: Platform = 'linux', createTray?: () => never) {
  const tray = new FakeTray();
  const state = { now: 0, deferred: [] as (() => void)[] };
  const created: string[] = [];
  const actions: TrayAction[] = [];
  const opened: (Rectangle | undefined)[] = [];
  const logged: string[] = [];
  const log = (message: string): void => {
    logged.push(message);
  };
  const icon = new TrayIcon<string, FakeMenu>({
    createTray:
      createTray ??
      ((image) => {
        created.push(image);
        return tray;
      }),
    buildMenu: (template) => new FakeMenu(template),
    images: (name) => {
      if (name === 'error') {
        throw new Error('the icon is missing');
      }
      return `${name}.png`;
    },
    platform,
    onAction: (action) => actions.push(action),
    onOpen: (bounds) => opened.push(bounds),
    logger: { info: log, warn: log, error: log },
    now: () => state.now,
    defer: (work) => state.deferred.push(work),
  });
  const settle = (): void => {
    for (const work of state.deferred.splice(0)) {
      work();
    }
  };
  const callsSince = (work: () => void): string[] => {
    const before = tray.calls.length;
    work();
    return tray.calls.slice(before);
  };
  return { tray, icon, state, created, actions, opened, logged, settle, callsSince };
}

describe('render', () => {
  test('makes the icon at first, then changes only what is different', () => {
    const { icon, created, callsSince } = setUp('darwin');
    expect(icon.isShown).toBe(false);
    expect(callsSince(() => icon.render(model('a', { title: '42 min' })))).toEqual([
      'title 42 min',
      'tooltip Role Valet',
      'menu a',
    ]);
    expect(created).toEqual(['idle.png']);
    expect(icon.isShown).toBe(true);
    expect(callsSince(() => icon.render(model('a', { title: '42 min' })))).toEqual([]);
    expect(callsSince(() => icon.render(model('a', { title: '41 min' })))).toEqual([
      'title 41 min',
    ]);
    expect(callsSince(() => icon.render(model('a', { icon: 'active' })))).toEqual([
      'image active.png',
      'title ',
    ]);
    expect(callsSince(() => icon.render(model('b', { icon: 'active', tooltip: 'x' })))).toEqual([
      'tooltip x',
      'menu b',
    ]);
    expect(created).toHaveLength(1);
  });

  test('publishes a new menu for every change, as Linux needs it', () => {
    const { tray, icon } = setUp();
    icon.render(model('a'));
    const first = tray.menu;
    icon.render(model('b'));
    icon.render(model('a'));
    expect(tray.menu).not.toBe(first);
    expect(tray.menu?.template[0]?.label).toBe('a');
  });

  test('keeps the old image where the new one can’t be had, and says so', () => {
    const { icon, logged, callsSince } = setUp();
    icon.render(model('a'));
    expect(callsSince(() => icon.render(model('a', { icon: 'error' })))).toEqual([]);
    expect(logged).toEqual(['the tray icon keeps its old image']);
    expect(callsSince(() => icon.render(model('a', { icon: 'active' })))).toEqual([
      'image active.png',
    ]);
  });

  test('goes on without a tray, which it says once', () => {
    const { icon, logged } = setUp('linux', () => {
      throw new Error('no notification area');
    });
    icon.render(model('a'));
    icon.render(model('b'));
    icon.destroy();
    expect(icon.isShown).toBe(false);
    expect(logged).toEqual(['there is no tray icon; the window does all that it would do']);
  });

  test('does nothing once destroyed', () => {
    const { icon, callsSince, state, tray, settle } = setUp();
    icon.render(model('a'));
    tray.menu?.emit('menu-will-show');
    icon.render(model('b'));
    tray.menu?.emit('menu-will-close');
    expect(callsSince(() => icon.destroy())).toEqual(['destroy']);
    expect(callsSince(settle)).toEqual([]);
    expect(callsSince(() => icon.render(model('c')))).toEqual([]);
    expect(state.deferred).toEqual([]);
  });
});

describe('an open menu', () => {
  test('is replaced by the newest one after it closed, not before the click was delivered', () => {
    const { tray, icon, callsSince, settle, actions } = setUp();
    icon.render(model('a'));
    const menu = tray.menu;
    menu?.emit('menu-will-show');
    expect(callsSince(() => icon.render(model('b', { tooltip: 'new' })))).toEqual(['tooltip new']);
    icon.render(model('c', { tooltip: 'new' }));
    expect(callsSince(() => menu?.emit('menu-will-close'))).toEqual([]);
    menu?.click('first');
    expect(actions).toEqual([{ verb: 'stopAll' }]);
    expect(callsSince(settle)).toEqual(['menu c']);
    expect(tray.menu).not.toBe(menu);
  });

  test('is not replaced where its content came back', () => {
    const { tray, icon, callsSince, settle } = setUp();
    icon.render(model('a'));
    tray.menu?.emit('menu-will-show');
    icon.render(model('b'));
    icon.render(model('a'));
    tray.menu?.emit('menu-will-close');
    expect(callsSince(settle)).toEqual([]);
  });

  test('that opened again at once is left alone', () => {
    const { tray, icon, callsSince, settle } = setUp();
    icon.render(model('a'));
    tray.menu?.emit('menu-will-show');
    icon.render(model('b'));
    tray.menu?.emit('menu-will-close');
    tray.menu?.emit('menu-will-show');
    expect(callsSince(settle)).toEqual([]);
    tray.menu?.emit('menu-will-close');
    expect(callsSince(settle)).toEqual(['menu b']);
  });

  test('counts as closed after a click, or two minutes, where nobody tells that it closed', () => {
    const { tray, icon, callsSince, settle, state } = setUp();
    icon.render(model('a'));
    tray.menu?.emit('menu-will-show');
    icon.render(model('b'));
    tray.menu?.click('first');
    expect(callsSince(settle)).toEqual(['menu b']);
    tray.menu?.emit('menu-will-show');
    state.now = 119_999;
    expect(callsSince(() => icon.render(model('c')))).toEqual([]);
    state.now = 120_000;
    expect(callsSince(() => icon.render(model('c')))).toEqual(['menu c']);
  });
});

describe('a click on the icon', () => {
  const bounds = { x: 10, y: 0, width: 24, height: 24 };

  test('opens the window on Windows and Linux, with bounds where there are any', () => {
    for (const platform of ['win32', 'linux'] as const) {
      const { tray, icon, opened } = setUp(platform);
      icon.render(model('a'));
      tray.click?.({}, bounds);
      tray.click?.({}, { x: 0, y: 0, width: 0, height: 0 });
      tray.click?.({});
      expect(opened).toEqual([bounds, undefined, undefined]);
    }
  });

  test('is left to the menu on macOS', () => {
    const { tray, icon } = setUp('darwin');
    icon.render(model('a'));
    expect(tray.click).toBeUndefined();
  });
});
