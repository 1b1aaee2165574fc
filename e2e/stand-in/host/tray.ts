import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { DeskEvent, DeskView } from '../page/tray-page.ts';
import type { ColorScheme, MenuNode } from '../sides.ts';
import { TRAY_PAGE_URL } from '../urls.ts';
import { plainScript } from './page-script.ts';

/** The page's document: the drawing code with its styles, and nothing of the app. */
export function trayDocument(): string {
  const styles = readFileSync(new URL('../page/tray.css', import.meta.url), 'utf8');
  const script = plainScript('page/tray-page.ts');
  return `<!doctype html><html lang="en"><title>Role Valet tray</title><style>${styles}</style>
<body></body><script>${script}</script></html>`;
}

/** A step of a path through the menu: the label, whole or by pattern. */
export type MenuStep = string | RegExp;

/** The item at the end of a path of labels, and those above it. Throws with the labels that are there. */
export function findItems(menu: readonly MenuNode[], path: readonly MenuStep[]): MenuNode[] {
  const found: MenuNode[] = [];
  let level = menu;
  for (const step of path) {
    const item = level.find(({ label }) =>
      typeof step === 'string' ? label === step : step.test(label),
    );
    if (item === undefined) {
      const labels = level.filter(({ type }) => type !== 'separator').map(({ label }) => label);
      throw new Error(`no menu item ${String(step)} among: ${labels.join(' | ')}`);
    }
    if (!item.enabled) throw new Error(`the menu item ${item.label} is disabled`);
    found.push(item);
    level = item.items;
  }
  return found;
}

/** What the user does to the drawn desk. */
export interface DeskUser {
  heard(event: DeskEvent): void;
  closed(): void;
}

/** The drawn desk. Drawings follow each other; the last state wins. */
export class TrayDrawing {
  readonly page: Page;
  #drawing: Promise<void> = Promise.resolve();
  #colorScheme: ColorScheme | undefined;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Loads the page. */
  static async open(page: Page, user: DeskUser): Promise<TrayDrawing> {
    // A window on the display keeps the size that its user gives it.
    if (page.viewportSize() !== null) await page.setViewportSize({ width: 720, height: 720 });
    page.on('close', () => user.closed());
    // Playwright's own exposeFunction would leave its names in the app's pages too.
    const session = await page.context().newCDPSession(page);
    session.on('Runtime.bindingCalled', ({ payload }) =>
      user.heard(JSON.parse(payload) as DeskEvent),
    );
    await session.send('Runtime.enable');
    await session.send('Runtime.addBinding', { name: 'tellHost' });
    await page.goto(TRAY_PAGE_URL);
    return new TrayDrawing(page);
  }

  /** Draws the state that there is when its turn comes. */
  draw(view: () => DeskView, colorScheme: ColorScheme): Promise<void> {
    this.#drawing = this.#drawing.then(async () => {
      if (this.page.isClosed()) return;
      if (colorScheme !== this.#colorScheme) await this.page.emulateMedia({ colorScheme });
      this.#colorScheme = colorScheme;
      await this.page.evaluate(
        `drawDesk(${JSON.stringify(view())}, (event) => tellHost(JSON.stringify(event)))`,
      );
    });
    return this.#drawing;
  }

  /** Opens the menu of a tray, unless it is open. */
  async openMenu(trayId: number): Promise<void> {
    const icon = this.page.locator(`[data-tray="${trayId}"]`);
    if ((await icon.getAttribute('aria-expanded')) === 'true') return;
    await icon.click({ button: process.platform === 'win32' ? 'right' : 'left' });
  }

  /** Clicks the icon alone. */
  async clickIcon(trayId: number): Promise<void> {
    await this.page.locator(`[data-tray="${trayId}"]`).click();
  }

  /** Clicks through the menu, level by level. */
  async clickThrough(trayId: number, items: readonly MenuNode[]): Promise<void> {
    await this.openMenu(trayId);
    for (const { commandId } of items) {
      await this.page.locator(`[data-command="${commandId}"]`).click({ timeout: 15_000 });
    }
  }

  /** A picture of what is drawn, without the empty desk around it. */
  async screenshot(path: string): Promise<void> {
    const boxes = await this.page
      .locator('.icon, [role="menu"]:not([hidden]), .card')
      .evaluateAll((drawn) => drawn.map((one) => one.getBoundingClientRect().toJSON()));
    const right = Math.max(240, ...boxes.map((box: DOMRect) => box.right));
    const bottom = Math.max(32, ...boxes.map((box: DOMRect) => box.bottom));
    const clip = { x: 0, y: 0, width: right + 16, height: bottom + 16 };
    await this.page.screenshot({ path, clip });
  }

  /** Closes the menu of a tray, where it is open. */
  async closeMenu(trayId: number): Promise<void> {
    const icon = this.page.locator(`[data-tray="${trayId}"]`);
    if ((await icon.getAttribute('aria-expanded')) === 'true') await icon.click();
  }
}
