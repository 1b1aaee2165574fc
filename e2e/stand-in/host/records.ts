import { isOtherSideGone } from '../link.ts';
import type { MenuNode, MessageBoxView, NotificationView, TrayView } from '../sides.ts';

/** What main did to the desktop, and what went wrong: the specs look here. */
export class Records {
  readonly notifications: { readonly id: number; readonly view: NotificationView }[] = [];
  /** Those of `notifications` that still show. */
  readonly shownNotifications = new Set<number>();
  readonly boxes = new Map<number, { view: MessageBoxView; press(button: number): void }>();
  readonly trays = new Map<number, TrayView>();
  readonly openedExternally: string[] = [];
  readonly outsideRequests: string[] = [];
  readonly bridgeMessages: string[] = [];
  readonly shortcuts: string[] = [];
  /** Console errors, uncaught errors and policy violations of the page; failures of the stand-in. */
  readonly problems: string[] = [];
  #nextBox = 1;

  /** Notes a call that failed. That main has ended is none: a quit or a kill may come at any moment. */
  note(error: Error): void {
    if (!isOtherSideGone(error)) this.problems.push(error.message);
  }

  /** Shows a message box until a button is pressed. */
  async ask(view: MessageBoxView, changed: () => void): Promise<number> {
    const id = this.#nextBox++;
    const pressed = await new Promise<number>((resolve) => {
      this.boxes.set(id, { view, press: resolve });
      changed();
    });
    this.boxes.delete(id);
    changed();
    return pressed;
  }

  /** The newest tray and its menu. Throws where there is none. */
  tray(): { readonly id: number; readonly view: TrayView; readonly menu: readonly MenuNode[] } {
    const last = [...this.trays].at(-1);
    if (last === undefined) throw new Error('the app has no tray icon');
    const [id, view] = last;
    return { id, view, menu: view.menu ?? [] };
  }
}
