/// <reference lib="dom" />
/**
 * Draws what a desktop draws for an app: the tray icon with its menu, notifications, message boxes.
 * A page of the host; the app's code never meets it. Served as a plain script (host/tray.ts).
 */
import type { MenuNode, MessageBoxView, NotificationView, TrayView } from '../sides.ts';

/** All that is drawn. */
export interface DeskView {
  readonly platform: string;
  readonly trays: readonly { readonly id: number; readonly view: TrayView }[];
  readonly notifications: readonly { readonly id: number; readonly view: NotificationView }[];
  readonly boxes: readonly { readonly id: number; readonly view: MessageBoxView }[];
}

/** What the user did. */
export type DeskEvent =
  | { readonly kind: 'menu'; readonly commandId: number }
  | { readonly kind: 'menu-state'; readonly trayId: number; readonly isOpen: boolean }
  | { readonly kind: 'tray'; readonly trayId: number; readonly event: 'click' | 'right-click' }
  | { readonly kind: 'notification'; readonly id: number; readonly action: number | undefined }
  | { readonly kind: 'box'; readonly id: number; readonly button: number };

type Tell = (event: DeskEvent) => void;

let openTray: number | undefined;

function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

/** Draws everything anew; a menu that was open stays open. */
export function drawDesk(desk: DeskView, tell: Tell): void {
  const bar = element('div', 'bar');
  const menus: HTMLElement[] = [];
  for (const { id, view } of desk.trays) {
    const menu = view.menu === null ? undefined : drawMenu(view.menu, 'Tray menu', tell);
    if (menu !== undefined) menus.push(menu);
    bar.append(drawIcon(desk.platform, id, view, menu, tell));
  }
  const cards = element('div', 'cards');
  for (const { id, view } of desk.boxes) cards.append(drawBox(id, view, tell));
  for (const { id, view } of desk.notifications) cards.append(drawNotification(id, view, tell));
  document.body.replaceChildren(bar, ...menus, cards);
}

function drawIcon(
  platform: string,
  trayId: number,
  view: TrayView,
  menu: HTMLElement | undefined,
  tell: Tell,
): HTMLElement {
  const icon = element('button', 'icon');
  icon.dataset.tray = String(trayId);
  icon.title = view.toolTip;
  icon.setAttribute('aria-label', view.toolTip || 'Tray icon');
  const image = document.createElement('img');
  image.alt = view.image.name;
  image.className = view.image.isTemplate ? 'template' : '';
  if (view.image.dataUrl !== '') image.src = view.image.dataUrl;
  icon.append(image, element('span', 'title', view.title));
  const show = (isOpen: boolean): void => {
    if (menu === undefined) return;
    menu.hidden = !isOpen;
    icon.setAttribute('aria-expanded', String(isOpen));
    Object.assign(menu.style, { left: '8px', top: '36px' });
    openTray = isOpen ? trayId : undefined;
  };
  const toggle = (): void => {
    const isOpen = menu?.hidden === true;
    show(isOpen);
    tell({ kind: 'menu-state', trayId, isOpen });
  };
  menu?.addEventListener('menu-done', toggle);
  // Linux opens the menu on any click and tells nobody; macOS tells and opens; Windows opens on the
  // right button only.
  icon.addEventListener('click', () => {
    if (platform !== 'linux' || menu === undefined) tell({ kind: 'tray', trayId, event: 'click' });
    if (platform !== 'win32') toggle();
  });
  icon.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    if (platform !== 'linux') tell({ kind: 'tray', trayId, event: 'right-click' });
    toggle();
  });
  show(openTray === trayId);
  return icon;
}

function drawMenu(nodes: readonly MenuNode[], name: string, tell: Tell): HTMLElement {
  const menu = element('ul', 'menu');
  menu.setAttribute('role', 'menu');
  menu.setAttribute('aria-label', name);
  menu.hidden = true;
  for (const node of nodes) menu.append(drawItem(node, menu, tell));
  return menu;
}

const ROLES: Readonly<Record<string, string>> = {
  checkbox: 'menuitemcheckbox',
  radio: 'menuitemradio',
};

function drawItem(node: MenuNode, menu: HTMLElement, tell: Tell): HTMLElement {
  const line = element('li', '');
  line.setAttribute('role', 'none');
  if (node.type === 'separator' || node.type === 'header') {
    const drawn = element('div', node.type, node.label);
    if (node.type === 'separator') drawn.setAttribute('role', 'separator');
    line.append(drawn);
    return line;
  }
  const item = element('div', '');
  item.setAttribute('role', ROLES[node.type] ?? 'menuitem');
  item.setAttribute('aria-label', node.label);
  item.setAttribute('aria-disabled', String(!node.enabled));
  item.dataset.command = String(node.commandId);
  item.tabIndex = -1;
  item.title = node.toolTip;
  if (node.type in ROLES) item.setAttribute('aria-checked', String(node.checked));
  const more = node.items.length > 0 ? '▸' : node.accelerator;
  item.append(
    element('span', 'mark', node.checked ? (node.type === 'radio' ? '•' : '✓') : ''),
    element('span', 'label', node.label),
    element('span', 'more', [node.sublabel, more].filter((text) => text !== '').join('  ')),
  );
  line.append(item);
  const submenu = node.type === 'submenu' ? drawMenu(node.items, node.label, tell) : undefined;
  if (submenu !== undefined) line.append(submenu);
  addBehaviour(item, submenu, menu, node, tell);
  return line;
}

function addBehaviour(
  item: HTMLElement,
  submenu: HTMLElement | undefined,
  menu: HTMLElement,
  node: MenuNode,
  tell: Tell,
): void {
  const open = (): void => {
    for (const other of menu.querySelectorAll<HTMLElement>('[role="menu"]')) other.hidden = true;
    for (const other of menu.querySelectorAll('[aria-expanded]')) {
      other.setAttribute('aria-expanded', 'false');
    }
    if (submenu === undefined || !node.enabled) return;
    const { right, top } = item.getBoundingClientRect();
    submenu.hidden = false;
    const { height } = submenu.getBoundingClientRect();
    const highest = Math.max(36, Math.min(top - 5, innerHeight - height - 8));
    Object.assign(submenu.style, { left: `${right + 2}px`, top: `${highest}px` });
    item.setAttribute('aria-expanded', 'true');
  };
  if (submenu !== undefined) {
    item.setAttribute('aria-haspopup', 'menu');
    item.setAttribute('aria-expanded', 'false');
  }
  item.addEventListener('mouseenter', open);
  item.addEventListener('click', () => {
    if (submenu !== undefined) {
      open();
    } else if (node.enabled) {
      menu.dispatchEvent(new Event('menu-done', { bubbles: true }));
      tell({ kind: 'menu', commandId: node.commandId });
    }
  });
}

function drawNotification(id: number, view: NotificationView, tell: Tell): HTMLElement {
  const card = element('div', 'card');
  card.setAttribute('role', 'status');
  card.dataset.notification = String(id);
  card.append(element('strong', '', view.title), element('p', '', view.body));
  card.addEventListener('click', () => tell({ kind: 'notification', id, action: undefined }));
  view.actions.forEach((text, action) => {
    const button = element('button', '', text);
    button.addEventListener('click', (event) => {
      event.stopPropagation();
      tell({ kind: 'notification', id, action });
    });
    card.append(button);
  });
  return card;
}

function drawBox(id: number, view: MessageBoxView, tell: Tell): HTMLElement {
  const card = element('div', 'card');
  card.setAttribute('role', 'alertdialog');
  card.setAttribute('aria-label', view.title || view.message);
  card.append(element('strong', '', view.message), element('p', '', view.detail));
  view.buttons.forEach((text, button) => {
    const pressed = element('button', '', text);
    pressed.addEventListener('click', () => tell({ kind: 'box', id, button }));
    card.append(pressed);
  });
  return card;
}
