import type Electron from 'electron';
import { expect, test } from 'vitest';
import { DESKTOP_ID, giveDesktopName } from './desktop-name.ts';

function calls(platform: NodeJS.Platform): string[] {
  const made: string[] = [];
  const app = {
    setDesktopName: (name) => made.push(`desktop ${name}`),
    setAppUserModelId: (id) => made.push(`model ${id}`),
  } satisfies Pick<Electron.App, 'setDesktopName' | 'setAppUserModelId'>;
  giveDesktopName(app, platform);
  return made;
}

test('each system gets the name it asks for', () => {
  expect(calls('linux')).toEqual([`desktop ${DESKTOP_ID}.desktop`]);
  expect(calls('win32')).toEqual([`model ${DESKTOP_ID}`]);
  expect(calls('darwin')).toEqual([]);
});

test('is a reverse-DNS id that D-Bus takes too', () => {
  expect(DESKTOP_ID).toMatch(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*){2,}$/);
});
