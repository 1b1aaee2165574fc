import type { Bridge } from '../electron/contract/verbs.ts';

declare global {
  interface Window {
    readonly roleValet?: Bridge;
  }
}

/**
 * The way to main: the only place that touches `window.roleValet`.
 *
 * @throws where the preload script did not run; nothing in the window can work then.
 */
function findBridge(): Bridge {
  if (window.roleValet === undefined) {
    throw new Error('The window was opened without its preload script.');
  }
  return window.roleValet;
}

export const bridge: Bridge = findBridge();
