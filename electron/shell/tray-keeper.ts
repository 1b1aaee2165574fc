import type { Platform } from '../contract/settings.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import { trayModel } from '../core/tray/tray-model.ts';
import type { TrayModel } from '../core/tray/types.ts';

export interface TrayKeeperParts {
  readonly render: (model: TrayModel) => void;
  readonly destroy: () => void;
  readonly platform: Platform;
  /** This machine's time, epoch milliseconds. */
  readonly now: () => number;
  /** Called where time alone changed what is shown: about once a minute while a role is live. */
  readonly onTick: () => void;
  /** Calls `run` once after `delayMs`; gives the function that takes it back. */
  readonly after: (delayMs: number, run: () => void) => () => void;
}

/** Keeps the tray in step with the newest snapshot and with time, without looking more often than either changes. */
export class TrayKeeper {
  readonly #parts: TrayKeeperParts;
  #snapshot: Snapshot | undefined;
  #cancel: () => void = () => undefined;

  constructor(parts: TrayKeeperParts) {
    this.#parts = parts;
  }

  update(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    this.#render();
  }

  /** After sleep, when timers are late. */
  checkNow(): void {
    this.#render();
  }

  close(): void {
    this.#cancel();
    this.#snapshot = undefined;
    this.#parts.destroy();
  }

  #render(): void {
    const { render, platform, now, onTick, after } = this.#parts;
    this.#cancel();
    this.#cancel = () => undefined;
    if (this.#snapshot === undefined) {
      return;
    }
    const awsNow = now() + this.#snapshot.clockOffsetMs;
    const model = trayModel(this.#snapshot, platform, awsNow);
    render(model);
    if (model.nextChangeAt !== undefined) {
      const wait = Math.max(0, model.nextChangeAt - awsNow);
      this.#cancel = after(Math.min(wait, LONGEST_WAIT_MS), () => {
        if (this.#snapshot !== undefined) onTick();
        this.#render();
      });
    }
  }
}

/** What setTimeout can count; no label stands that long. */
const LONGEST_WAIT_MS = 24 * 3_600_000;
