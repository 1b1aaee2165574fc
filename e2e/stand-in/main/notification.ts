import type {
  Notification as ElectronNotification,
  NotificationConstructorOptions,
} from 'electron';
import { eventsOf, StandInEmitter } from './emitter.ts';
import { answers, needReady, tellHost } from './state.ts';

const EVENTS = eventsOf<ElectronNotification>()('show', 'click', 'action', 'close', 'failed');

type Members = Exclude<keyof Notification, keyof StandInEmitter>;

const shown = new Map<number, Notification>();
let nextId = 1;

/** A notification, kept and drawn by the host. */
export class Notification extends StandInEmitter implements Pick<ElectronNotification, Members> {
  readonly title: string;
  readonly body: string;
  readonly #actions: readonly string[];
  readonly #id = nextId++;

  constructor(options: NotificationConstructorOptions = {}) {
    needReady('Cannot create Notification before app is ready');
    super(EVENTS);
    this.title = options.title ?? '';
    this.body = options.body ?? '';
    this.#actions = (options.actions ?? []).map(({ text }) => text ?? '');
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    shown.set(this.#id, this);
    const { title, body } = this;
    tellHost('showNotification', this.#id, { title, body, actions: this.#actions });
    setImmediate(() => this.emit('show', {}));
  }
  close(): void {
    if (!shown.delete(this.#id)) return;
    tellHost('closeNotification', this.#id);
    setImmediate(() => this.emit('close', {}));
  }
}

answers.notificationEvent = (id, event, actionIndex) => {
  const notification = shown.get(id);
  shown.delete(id);
  if (event === 'action') notification?.emit('action', { actionIndex }, actionIndex, -1);
  else notification?.emit(event, {});
};
