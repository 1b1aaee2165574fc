import type { Page } from '@playwright/test';
import type { Link } from '../link.ts';
import type { DeskEvent, DeskView } from '../page/tray-page.ts';
import type { ColorScheme, MainSide } from '../sides.ts';
import type { Records } from './records.ts';
import { TrayDrawing } from './tray.ts';

/** The drawn desk with its tray, loaded when there is first something to draw. */
export class Desk {
  readonly #records: Records;
  readonly #page: Page;
  readonly #systemScheme: () => ColorScheme;
  readonly #main: () => Link<MainSide>;
  #drawing: Promise<TrayDrawing> | undefined;

  constructor(
    records: Records,
    page: Page,
    systemScheme: () => ColorScheme,
    main: () => Link<MainSide>,
  ) {
    this.#records = records;
    this.#page = page;
    this.#systemScheme = systemScheme;
    this.#main = main;
  }

  /** The drawing, once the last state is on it. */
  async page(): Promise<TrayDrawing> {
    this.#drawing ??= TrayDrawing.open(this.#page, {
      heard: (event) => void this.#heard(event).catch((error: Error) => this.#records.note(error)),
      // Without its tray a hidden app could never be reached again.
      closed: () =>
        void this.#main()
          .call('quit')
          .catch(() => undefined),
    });
    const drawing = await this.#drawing;
    await drawing.draw(() => this.#view(), this.#systemScheme());
    return drawing;
  }

  /** Draws what the records say now. */
  async draw(): Promise<void> {
    await this.page();
  }

  #view(): DeskView {
    const { trays, notifications, shownNotifications, boxes } = this.#records;
    return {
      platform: process.platform,
      trays: [...trays].map(([id, view]) => ({ id, view })),
      notifications: notifications.filter(({ id }) => shownNotifications.has(id)),
      boxes: [...boxes].map(([id, { view }]) => ({ id, view })),
    };
  }

  async #heard(event: DeskEvent): Promise<void> {
    switch (event.kind) {
      case 'menu':
        return this.#main().call('menuClicked', event.commandId);
      case 'menu-state': {
        const name = event.isOpen ? 'menu-will-show' : 'menu-will-close';
        return this.#main().call('trayMenu', event.trayId, name);
      }
      case 'tray':
        return this.#main().call('trayClicked', event.trayId, event.event);
      case 'notification':
        return this.pressNotification(event.id, event.action);
      case 'box':
        return this.#records.boxes.get(event.id)?.press(event.button);
    }
  }

  /** Clicks a notification, or one of its buttons; either takes it away. */
  async pressNotification(id: number, action: number | undefined): Promise<void> {
    this.#records.shownNotifications.delete(id);
    await this.draw();
    const name = action === undefined ? 'click' : 'action';
    await this.#main().call('notificationEvent', id, name, action ?? -1);
  }
}
