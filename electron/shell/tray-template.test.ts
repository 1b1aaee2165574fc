import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import type { TrayAction, TrayItem } from '../core/tray/types.ts';
import { trayTemplate } from './tray-template.ts';

const items: readonly TrayItem[] = [
  { id: 'h', kind: 'header', label: 'Live', enabled: false },
  {
    id: 's',
    kind: 'submenu',
    label: 'deployer',
    items: [
      { id: 'a', kind: 'action', label: 'Switch', action: { verb: 'switch', profile: 'p' } },
      {
        id: 'd',
        kind: 'action',
        label: 'Is the default',
        enabled: false,
        checked: true,
        action: { verb: 'setDefault', profile: 'p' },
      },
    ],
  },
  { id: '-', kind: 'separator' },
  { id: 'q', kind: 'action', label: 'Quit', accelerator: 'Command+Q', action: { verb: 'quit' } },
];

test('the template has what Electron needs, and nothing that is registered or undefined', () => {
  const click = expect.any(Function);
  expect(trayTemplate(items, () => undefined)).toStrictEqual([
    { id: 'h', type: 'normal', label: 'Live', enabled: false },
    {
      id: 's',
      type: 'submenu',
      label: 'deployer',
      enabled: true,
      submenu: [
        { id: 'a', type: 'normal', label: 'Switch', enabled: true, click },
        {
          id: 'd',
          type: 'checkbox',
          label: 'Is the default',
          enabled: false,
          checked: true,
          click,
        },
      ],
    },
    { id: '-', type: 'separator' },
    {
      id: 'q',
      type: 'normal',
      label: 'Quit',
      enabled: true,
      accelerator: 'Command+Q',
      registerAccelerator: false,
      click,
    },
  ]);
});

test('a click gives the action of its item', () => {
  const chosen: TrayAction[] = [];
  const template = trayTemplate(items, (action) => chosen.push(action));
  const nested = template[1]?.submenu as MenuItemConstructorOptions[];
  for (const item of [...nested, ...template]) {
    (item.click as (() => void) | undefined)?.();
  }
  expect(chosen).toEqual([
    { verb: 'switch', profile: 'p' },
    { verb: 'setDefault', profile: 'p' },
    { verb: 'quit' },
  ]);
});
