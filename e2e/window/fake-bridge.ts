import type { Snapshot } from '../../electron/contract/snapshot.ts';

/** A verb that the window sent. */
export interface SentVerb {
  readonly name: string;
  readonly parameters: readonly unknown[];
}

/** What a page starts with; it crosses into the page as JSON. */
export interface FakeBridgeStart {
  readonly snapshot: Snapshot;
  readonly verbNames: readonly string[];
  /** What each verb answers, as a `Result`; verbs without one answer a `Done`. */
  readonly answers: Readonly<Record<string, unknown>>;
}

/** The handle that specs have on the page, as `window.fakeBridge`. */
export interface FakeBridgeHandle {
  readonly sent: SentVerb[];
  readonly violations: string[];
  answers: Record<string, unknown>;
  push(snapshot: Snapshot): void;
  show(request: unknown): void;
}

/**
 * Stands in for the preload script and main. It runs inside the page, before any page code, so it
 * may use nothing from outside of its body.
 */
export function installFakeBridge(start: FakeBridgeStart): void {
  const snapshotListeners = new Set<(snapshot: Snapshot) => void>();
  const showListeners = new Set<(request: unknown) => void>();
  let current = start.snapshot;
  const handle: FakeBridgeHandle = {
    sent: [],
    violations: [],
    answers: { ...start.answers },
    push: (snapshot) => {
      current = snapshot;
      for (const listener of snapshotListeners) {
        listener(structuredClone(snapshot));
      }
    },
    show: (request) => {
      for (const listener of showListeners) {
        listener(request);
      }
    },
  };
  const answer = (name: string): unknown =>
    handle.answers[name] ??
    (name === 'snapshot'
      ? { ok: true, value: structuredClone(current) }
      : { ok: true, value: { message: `Did ${name}`, notices: [] } });
  const verbs = start.verbNames.map((name) => [
    name,
    async (...parameters: unknown[]) => {
      handle.sent.push({ name, parameters });
      // A queue of answers gives one after the other, the last one for ever.
      const found = answer(name);
      if (Array.isArray(found)) {
        return found.length > 1 ? found.shift() : found[0];
      }
      return found;
    },
  ]);
  const listenTo =
    <T>(listeners: Set<(value: T) => void>) =>
    (listener: (value: T) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    };
  document.addEventListener('securitypolicyviolation', (event) => {
    handle.violations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`);
  });
  Object.assign(window, {
    fakeBridge: handle,
    roleValet: {
      ...Object.fromEntries(verbs),
      onSnapshot: listenTo(snapshotListeners),
      onShow: listenTo(showListeners),
    },
  });
}
