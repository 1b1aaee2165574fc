import type Electron from 'electron';
import { expect, test } from 'vitest';
import { setMenuBarOnly } from './dock.ts';

function calls(run: (app: FakeApp) => void): string[] {
  const made: string[] = [];
  const app = {
    setActivationPolicy: (policy) => made.push(`policy ${policy}`),
  } satisfies FakeApp;
  run(app);
  return made;
}
type FakeApp = Pick<Electron.App, 'setActivationPolicy'>;

test('the Dock icon goes and comes on macOS alone', () => {
  expect(calls((app) => setMenuBarOnly(app, 'darwin', true))).toEqual(['policy accessory']);
  expect(calls((app) => setMenuBarOnly(app, 'darwin', false))).toEqual(['policy regular']);
  expect(calls((app) => setMenuBarOnly(app, 'linux', true))).toEqual([]);
  expect(calls((app) => setMenuBarOnly(app, 'win32', true))).toEqual([]);
});
