import { expect, test } from 'vitest';
import { Menu, menuView } from './menu.ts';

test('shows what is visible, without mnemonic marks', () => {
  const menu = Menu.buildFromTemplate([
    { label: '&Stop && go', accelerator: 'Ctrl+S' },
    { type: 'separator' },
    { label: 'Hidden', visible: false },
    { label: 'More', submenu: [{ label: 'Inner', type: 'radio', checked: true, id: 'inner' }] },
  ]);
  expect(menuView(menu)).toMatchObject([
    { type: 'normal', label: 'Stop & go', accelerator: 'Ctrl+S', enabled: true },
    { type: 'separator' },
    { type: 'submenu', label: 'More', items: [{ type: 'radio', label: 'Inner', checked: true }] },
  ]);
  expect(menu.getMenuItemById('inner')?.label).toBe('Inner');
});

test('a click checks boxes and moves radio marks', () => {
  const clicked: string[] = [];
  const click = ({ label }: { label: string }) => void clicked.push(label);
  const menu = Menu.buildFromTemplate([
    { label: 'Box', type: 'checkbox', click },
    { label: 'One', type: 'radio', checked: true, click },
    { label: 'Two', type: 'radio', click },
  ]);
  for (const index of [0, 2]) menu.items[index]?.click();
  expect(menu.items.map(({ checked }) => checked)).toEqual([true, false, true]);
  expect(clicked).toEqual(['Box', 'Two']);
});

test('refuses what Electron refuses', () => {
  expect(() => Menu.buildFromTemplate([{ type: 'submenu', label: 'x' }])).toThrow(
    'Invalid submenu',
  );
  expect(() => Menu.buildFromTemplate([{ click: () => undefined }])).toThrow('neither label');
  const [copy] = Menu.buildFromTemplate([{ role: 'copy' }]).items;
  expect(() => copy?.click()).toThrow('role copy');
});
