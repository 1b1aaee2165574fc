import { expect, test } from 'vitest';
import { applicationMenu } from './application-menu.ts';

test('macOS gets what text fields and the window need, and nothing for developers', () => {
  expect(applicationMenu('darwin', 'Role Valet')).toStrictEqual([
    {
      label: 'Role Valet',
      submenu: [
        { role: 'about' },
        { type: 'separator' },
        { role: 'hide' },
        { role: 'hideOthers' },
        { role: 'unhide' },
        { type: 'separator' },
        { role: 'quit' },
      ],
    },
    {
      label: 'Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: 'Window',
      role: 'window',
      submenu: [{ role: 'minimize' }, { role: 'close' }, { type: 'separator' }, { role: 'front' }],
    },
  ]);
});

test.each(['linux', 'win32'] as const)('%s gets none', (platform) => {
  expect(applicationMenu(platform, 'Role Valet')).toBeUndefined();
});
