import { expect, test } from 'vitest';
import { windowOptions } from './window-options.ts';

const input = {
  preloadPath: '/app/preload.cjs',
  partition: 'role-valet',
  isPackaged: true,
  platform: 'darwin',
  backgroundColor: '#101418',
} as const;

const expected = {
  width: 440,
  height: 680,
  minWidth: 360,
  minHeight: 480,
  resizable: true,
  fullscreenable: false,
  show: false,
  title: 'Role Valet',
  backgroundColor: '#101418',
  webPreferences: {
    preload: '/app/preload.cjs',
    partition: 'role-valet',
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    webgl: false,
    enableDeprecatedPaste: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    safeDialogs: true,
    disableDialogs: true,
    devTools: false,
    backgroundThrottling: true,
  },
};

test('the whole object is this, and no key more', () => {
  expect(windowOptions(input)).toStrictEqual(expected);
});

test('developer tools are there from source only', () => {
  expect(windowOptions({ ...input, isPackaged: false })).toStrictEqual({
    ...expected,
    webPreferences: { ...expected.webPreferences, devTools: true },
  });
});

test('a place and, on Linux, a picture are taken over', () => {
  const bounds = { x: 5, y: 6, width: 400, height: 500 };
  const options = { ...input, bounds, iconPath: '/app/icon.png' };
  expect(windowOptions(options)).toStrictEqual({ ...expected, ...bounds });
  expect(windowOptions({ ...options, platform: 'win32' })).toStrictEqual({
    ...expected,
    ...bounds,
  });
  expect(windowOptions({ ...options, platform: 'linux' })).toStrictEqual({
    ...expected,
    ...bounds,
    icon: '/app/icon.png',
  });
});
