import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron';
import { BrowserWindow } from './browser-window.ts';
import { closed } from './closed.ts';
import { host, needReady } from './state.ts';

function optionsOf(parameters: readonly unknown[]): MessageBoxOptions {
  return parameters.at(-1) as MessageBoxOptions;
}

/** `dialog`. The host draws the box beside the tray; the spec, or the user, presses a button. */
export const dialog = closed('dialog', {
  async showMessageBox(
    ...parameters: [BrowserWindow, MessageBoxOptions] | [MessageBoxOptions]
  ): Promise<MessageBoxReturnValue> {
    needReady('dialog module can only be used after app is ready');
    if (parameters.length === 2 && !(parameters[0] instanceof BrowserWindow)) {
      throw new TypeError('Invalid window');
    }
    const { title = '', message, detail = '', buttons = [] } = optionsOf(parameters);
    const response = await host().call('showMessageBox', {
      title,
      message,
      detail,
      buttons: buttons.length === 0 ? ['OK'] : buttons,
    });
    return { response, checkboxChecked: false };
  },
  /** Electron shows this one before `ready` too, on Linux as text in the terminal. */
  showErrorBox(title: string, content: string): void {
    process.stderr.write(`${title}\n${content}\n`);
  },
});
