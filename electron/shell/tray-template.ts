import type { MenuItemConstructorOptions } from 'electron';
import type { TrayAction, TrayItem } from '../core/tray/types.ts';

/** The menu as Electron wants it; `onChoose` is called with the action of the item clicked. */
export function trayTemplate(
  items: readonly TrayItem[],
  onChoose: (action: TrayAction) => void,
): MenuItemConstructorOptions[] {
  return items.map((item) => templateItem(item, onChoose));
}

function templateItem(
  { id, kind, label, enabled, checked, accelerator, action, items }: TrayItem,
  onChoose: (action: TrayAction) => void,
): MenuItemConstructorOptions {
  if (kind === 'separator') {
    return { id, type: 'separator' };
  }
  return {
    id,
    type: kind === 'submenu' ? 'submenu' : checked === undefined ? 'normal' : 'checkbox',
    ...(label === undefined ? {} : { label }),
    // A header is a line that can't be clicked: section headers proper exist on macOS 14 only.
    enabled: kind !== 'header' && enabled !== false,
    ...(checked === undefined ? {} : { checked }),
    // Shown, not registered: the global shortcut is registered elsewhere.
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
    ...(action === undefined ? {} : { click: () => onChoose(action) }),
    ...(items === undefined ? {} : { submenu: trayTemplate(items, onChoose) }),
  };
}
