/** Puts `window.roleValet` into the page, made from the contract; no logic. */
import { contextBridge, ipcRenderer } from 'electron';
import { SHOW_CHANNEL, SNAPSHOT_CHANNEL, VERB_NAMES, verbChannel } from './contract/names.ts';

function listenTo(channel: string): (listener: (value: unknown) => void) => () => void {
  return (listener) => {
    const forward = (_event: unknown, value: unknown): void => listener(value);
    ipcRenderer.on(channel, forward);
    return () => {
      ipcRenderer.off(channel, forward);
    };
  };
}

const verbs = VERB_NAMES.map((name) => [
  name,
  (...parameters: unknown[]) => ipcRenderer.invoke(verbChannel(name), ...parameters),
]);

contextBridge.exposeInMainWorld('roleValet', {
  ...Object.fromEntries(verbs),
  onSnapshot: listenTo(SNAPSHOT_CHANNEL),
  onShow: listenTo(SHOW_CHANNEL),
});
