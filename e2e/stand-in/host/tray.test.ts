import { expect, test } from 'vitest';
import type { MenuNode } from '../sides.ts';
import { findItems } from './tray.ts';

const node = (label: string, more: Partial<MenuNode> = {}): MenuNode => ({
  commandId: 1,
  type: 'normal',
  label,
  sublabel: '',
  toolTip: '',
  accelerator: '',
  enabled: true,
  checked: false,
  items: [],
  ...more,
});

const menu = [
  node('prod'),
  node('prod-admin', { items: [node('Stop')] }),
  node('off', { enabled: false }),
];

test('finds items by whole text or by pattern', () => {
  expect(findItems(menu, ['prod']).map(({ label }) => label)).toEqual(['prod']);
  expect(findItems(menu, [/admin/, 'Stop']).map(({ label }) => label)).toEqual([
    'prod-admin',
    'Stop',
  ]);
});

test('tells what is there instead', () => {
  expect(() => findItems(menu, ['pro'])).toThrow('no menu item pro among: prod | prod-admin | off');
  expect(() => findItems(menu, ['off'])).toThrow('off is disabled');
});
