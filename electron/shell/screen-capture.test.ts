import { expect, test } from 'vitest';
import { canHideFromScreenCapture } from './screen-capture.ts';

test.each([
  ['darwin', true],
  ['win32', true],
  ['linux', false],
] as const)('%s can keep a window out of captures: %s', (platform, can) => {
  expect(canHideFromScreenCapture(platform)).toBe(can);
});
