import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../tools/loops.ts';
import { placeWindow } from './window-placement.ts';

const size = { width: 440, height: 680 };

describe('macOS', () => {
  const workArea = { x: 0, y: 25, width: 1440, height: 800 };

  test('the window hangs from its icon in the menu bar', () => {
    const trayBounds = { x: 1000, y: 0, width: 24, height: 24 };
    expect(placeWindow({ platform: 'darwin', trayBounds, workArea, size })).toEqual({
      x: 792,
      y: 25,
      ...size,
    });
  });

  test('at the edge of the screen it stays inside', () => {
    const trayBounds = { x: 1410, y: 0, width: 24, height: 24 };
    expect(placeWindow({ platform: 'darwin', trayBounds, workArea, size })?.x).toBe(1000);
  });

  test('without a known icon or pointer it is in the upper right', () => {
    expect(placeWindow({ platform: 'darwin', workArea, size })).toEqual({
      x: 1000,
      y: 25,
      ...size,
    });
  });
});

describe('Windows', () => {
  const trayBounds = { x: 1700, y: 1045, width: 24, height: 30 };

  test('the window stands on the task bar, above its icon', () => {
    const workArea = { x: 0, y: 0, width: 1920, height: 1040 };
    expect(placeWindow({ platform: 'win32', trayBounds, workArea, size })).toEqual({
      x: 1480,
      y: 360,
      ...size,
    });
  });

  test('a task bar on the left, on a second screen', () => {
    const workArea = { x: -1860, y: 0, width: 1860, height: 1080 };
    const left = { x: -1900, y: 1000, width: 24, height: 24 };
    expect(placeWindow({ platform: 'win32', trayBounds: left, workArea, size })).toEqual({
      x: -1860,
      y: 320,
      ...size,
    });
  });

  test('a hidden icon has bounds of no size: the pointer counts, then the lower right', () => {
    const workArea = { x: 0, y: 0, width: 1920, height: 1040 };
    const hidden = { x: 0, y: 0, width: 0, height: 0 };
    const input = { platform: 'win32', trayBounds: hidden, workArea, size } as const;
    expect(placeWindow({ ...input, cursor: { x: 900, y: 100 } })).toEqual({
      x: 680,
      y: 100,
      ...size,
    });
    expect(placeWindow(input)).toEqual({ x: 1480, y: 360, ...size });
  });
});

describe('Linux', () => {
  const workArea = { x: 0, y: 30, width: 1920, height: 1050 };

  test('the window comes up at the pointer, whatever a tray says', () => {
    const trayBounds = { x: 0, y: 0, width: 24, height: 24 };
    const cursor = { x: 1800, y: 10 };
    expect(placeWindow({ platform: 'linux', trayBounds, cursor, workArea, size })).toEqual({
      x: 1480,
      y: 30,
      ...size,
    });
  });

  test('without a pointer (Wayland) the desktop places it', () => {
    expect(placeWindow({ platform: 'linux', workArea, size })).toBeUndefined();
  });
});

test('a small work area makes the window smaller', () => {
  const workArea = { x: 10, y: 20, width: 300, height: 400 };
  expect(placeWindow({ platform: 'win32', workArea, size })).toEqual(workArea);
});

test('wherever anything is, the window lies inside the work area, on whole pixels', () => {
  const whole = fc.integer({ min: -5_000, max: 5_000 });
  const extent = fc.integer({ min: 1, max: 4_000 });
  const rectangle = fc.record({ x: whole, y: whole, width: extent, height: extent });
  const input = fc.record(
    {
      platform: fc.constantFrom('darwin', 'linux', 'win32'),
      trayBounds: fc.record({
        x: whole,
        y: whole,
        width: fc.integer({ min: 0, max: 99 }),
        height: fc.integer({ min: 0, max: 99 }),
      }),
      cursor: fc.record({ x: whole, y: whole }),
      workArea: rectangle,
      size: fc.record({ width: extent, height: extent }),
    },
    { requiredKeys: ['platform', 'workArea', 'size'] },
  );
  fc.assert(
    fc.property(input, (given) => {
      const bounds = placeWindow(given);
      if (bounds === undefined) {
        expect([given.platform, given.cursor]).toEqual(['linux', undefined]);
        return;
      }
      const { workArea: area } = given;
      expect(Object.values(bounds).every(Number.isInteger)).toBe(true);
      expect(bounds.x).toBeGreaterThanOrEqual(area.x);
      expect(bounds.y).toBeGreaterThanOrEqual(area.y);
      expect(bounds.x + bounds.width).toBeLessThanOrEqual(area.x + area.width);
      expect(bounds.y + bounds.height).toBeLessThanOrEqual(area.y + area.height);
      expect(bounds.width).toBe(Math.min(given.size.width, area.width));
    }),
    { numRuns: loopCount(20_000, 2_000), seed: loopSeed() },
  );
});
