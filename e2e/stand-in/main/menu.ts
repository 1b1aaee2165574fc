import type {
  Menu as ElectronMenu,
  MenuItem as ElectronMenuItem,
  MenuItemConstructorOptions,
} from 'electron';
import type { MenuNode } from '../sides.ts';
import { app } from './app.ts';
import { UNKNOWN_MEMBERS } from './closed.ts';
import { eventsOf, StandInEmitter } from './emitter.ts';
import { answers } from './state.ts';

const EVENTS = eventsOf<ElectronMenu>()('menu-will-show', 'menu-will-close');

const itemsById = new Map<number, WeakRef<MenuItem>>();
let nextCommandId = 1;

type ItemMembers =
  | 'id'
  | 'label'
  | 'sublabel'
  | 'toolTip'
  | 'type'
  | 'accelerator'
  | 'enabled'
  | 'checked'
  | 'visible'
  | 'commandId'
  | 'click';

/** One line of a menu. */
export class MenuItem implements Pick<ElectronMenuItem, ItemMembers> {
  readonly commandId = nextCommandId++;
  readonly id: string;
  readonly label: string;
  readonly sublabel: string;
  readonly toolTip: string;
  readonly type: ElectronMenuItem['type'];
  readonly role: MenuItemConstructorOptions['role'];
  readonly accelerator: string | null;
  readonly submenu: Menu | undefined;
  readonly click: () => void;
  enabled: boolean;
  checked: boolean;
  visible: boolean;
  /** The menu that the item stands in. */
  menu: Menu | undefined;

  constructor(options: MenuItemConstructorOptions) {
    const { submenu } = options;
    this.submenu = Array.isArray(submenu)
      ? Menu.buildFromTemplate(submenu)
      : (submenu as unknown as Menu | undefined);
    this.role = options.role;
    this.type = options.type ?? (this.submenu === undefined ? 'normal' : 'submenu');
    if (this.type === 'palette') throw new Error('the Electron stand-in has no palettes');
    if (this.type === 'submenu' && this.submenu === undefined && this.role === undefined) {
      throw new Error('Invalid submenu');
    }
    if (this.type !== 'separator' && options.label === undefined && this.role === undefined) {
      throw new Error(`a menu item of type ${this.type} has neither label nor role`);
    }
    this.id = options.id ?? '';
    this.label = options.label ?? options.role ?? '';
    this.sublabel = options.sublabel ?? '';
    this.toolTip = options.toolTip ?? '';
    this.accelerator = options.accelerator ?? null;
    this.enabled = options.enabled ?? true;
    this.checked = options.checked ?? false;
    this.visible = options.visible ?? true;
    this.click = () => this.#click(options.click);
    itemsById.set(this.commandId, new WeakRef(this));
  }

  #click(handler: MenuItemConstructorOptions['click']): void {
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (this.type === 'radio') {
      for (const other of this.menu?.items ?? []) if (other.type === 'radio') other.checked = false;
      this.checked = true;
    }
    if (handler !== undefined) {
      handler(this as unknown as ElectronMenuItem, undefined, {} as Electron.KeyboardEvent);
    } else if (this.role === 'quit') {
      app.quit();
    } else if (this.role !== undefined) {
      throw new Error(`the Electron stand-in does not act on the menu role ${this.role}`);
    }
  }
}
Object.setPrototypeOf(MenuItem.prototype, UNKNOWN_MEMBERS);

/** A menu. The tray's is drawn by the host; an application menu is kept and shown nowhere. */
export class Menu
  extends StandInEmitter
  implements Record<keyof Pick<ElectronMenu, 'items' | 'append' | 'getMenuItemById'>, unknown>
{
  readonly items: MenuItem[] = [];
  static #applicationMenu: Menu | null = null;

  constructor() {
    super(EVENTS);
  }

  static buildFromTemplate(template: readonly (MenuItemConstructorOptions | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const entry of template) {
      menu.append(entry instanceof MenuItem ? entry : new MenuItem(entry));
    }
    return menu;
  }
  static setApplicationMenu(menu: Menu | null): void {
    Menu.#applicationMenu = menu;
  }
  static getApplicationMenu(): Menu | null {
    return Menu.#applicationMenu;
  }

  append(item: MenuItem): void {
    item.menu = this;
    this.items.push(item);
  }
  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found !== undefined && found !== null) return found;
    }
    return null;
  }
}

/** A menu as the host draws it: a copy, so that later changes show only when it is set again. */
export function menuView(menu: Menu): readonly MenuNode[] {
  return menu.items
    .filter((item) => item.visible)
    .map((item) => ({
      commandId: item.commandId,
      type: item.type as MenuNode['type'],
      label: item.label.replace(/&(.)/g, '$1'),
      sublabel: item.sublabel,
      toolTip: item.toolTip,
      accelerator: item.accelerator ?? '',
      enabled: item.enabled && item.type !== 'header',
      checked: item.checked,
      items: item.submenu === undefined ? [] : menuView(item.submenu),
    }));
}

answers.menuClicked = (commandId) => {
  const item = itemsById.get(commandId)?.deref();
  if (item === undefined) throw new Error('the menu item is gone: the menu was built anew');
  if (item.enabled) setImmediate(() => item.click());
};
