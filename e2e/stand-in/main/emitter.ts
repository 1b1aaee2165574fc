import { EventEmitter } from 'node:events';
import { UNKNOWN_MEMBERS } from './closed.ts';

type Listener = (...parameters: never[]) => void;

/** A name that Electron's own types accept for `on`; else never. */
type Accepted<T, Name> = T extends { on: infer On }
  ? On extends (event: Name, listener: never) => unknown
    ? Name
    : never
  : never;

/**
 * Event names of an Electron class, checked against its overloads: a name that Electron does not
 * have fails to compile.
 */
export function eventsOf<T>() {
  return <const Names extends readonly string[]>(
    ...names: Names & { readonly [K in keyof Names]: Accepted<T, Names[K]> }
  ): ReadonlySet<string> => new Set(names);
}

/**
 * The listener methods of Electron's objects. A name outside the table throws: the stand-in would
 * never emit it, and a listener in vain is a spec that proves nothing.
 */
export class StandInEmitter {
  readonly #events = new EventEmitter();
  readonly #names: ReadonlySet<string>;

  constructor(names: ReadonlySet<string>) {
    this.#names = names;
  }

  #check(event: string): void {
    if (!this.#names.has(event)) {
      throw new Error(`the Electron stand-in has no event '${event}' of ${this.constructor.name}`);
    }
  }

  on(event: string, listener: Listener): this {
    this.#check(event);
    this.#events.on(event, listener as (...parameters: unknown[]) => void);
    return this;
  }

  addListener(event: string, listener: Listener): this {
    return this.on(event, listener);
  }

  once(event: string, listener: Listener): this {
    this.#check(event);
    this.#events.once(event, listener as (...parameters: unknown[]) => void);
    return this;
  }

  off(event: string, listener: Listener): this {
    this.#check(event);
    this.#events.off(event, listener as (...parameters: unknown[]) => void);
    return this;
  }

  removeListener(event: string, listener: Listener): this {
    return this.off(event, listener);
  }

  removeAllListeners(event?: string): this {
    this.#events.removeAllListeners(event);
    return this;
  }

  listenerCount(event: string): number {
    return this.#events.listenerCount(event);
  }

  emit(event: string, ...parameters: unknown[]): boolean {
    this.#check(event);
    return this.#events.emit(event, ...parameters);
  }
}
Object.setPrototypeOf(StandInEmitter.prototype, UNKNOWN_MEMBERS);

/** An event that a listener can prevent, as Electron hands it to listeners. */
export interface PreventableEvent {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

/** Makes such an event with the given details. */
export function preventable<T extends object>(details: T): T & PreventableEvent {
  let isPrevented = false;
  return Object.defineProperties(details, {
    defaultPrevented: { get: () => isPrevented, enumerable: true },
    preventDefault: {
      value: () => {
        isPrevented = true;
      },
    },
  }) as T & PreventableEvent;
}
