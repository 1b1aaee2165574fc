import { describe, expect, test } from 'vitest';
import { curvePicture } from './curve-picture.ts';

const CURVES = [
  {
    name: 'read <all>',
    over: 'profiles',
    points: [
      [10, 1],
      [100, 10],
      [1_000, 100],
    ],
  },
  {
    name: 'put one',
    over: 'sessions',
    points: [
      [1, 0.2],
      [1_000, 0.3],
    ],
  },
] as const;

describe('curvePicture', () => {
  const picture = curvePicture(CURVES);

  test('has a panel for each thing that grows, and every curve by its name', () => {
    expect(picture).toMatch(/^<svg [^>]+>/);
    expect(picture.match(/<g /g)).toHaveLength(2);
    for (const text of [
      'CPU time over profiles (dashed: linear)',
      'CPU time over sessions (dashed: linear)',
      'read &lt;all&gt;',
      'put one',
    ]) {
      expect(picture).toContain(`>${text}</text>`);
    }
  });

  test('linear growth runs as steep as the dashed line', () => {
    const dashed = /d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"[^>]*stroke-dasharray/.exec(picture);
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = (dashed ?? []).slice(1).map(Number);
    const curve = /d="M([\d.]+) ([\d.]+)L[\d.]+ [\d.]+L([\d.]+) ([\d.]+)"/.exec(picture);
    const [a1 = 0, b1 = 0, a2 = 0, b2 = 0] = (curve ?? []).slice(1).map(Number);
    expect((b2 - b1) / (a2 - a1)).toBeCloseTo((y2 - y1) / (x2 - x1), 2);
  });

  test('has no background, no number that is none, and is small', () => {
    expect(picture).not.toMatch(/NaN|Infinity|undefined|<rect/);
    expect(Buffer.byteLength(picture)).toBeLessThan(60_000);
  });
});
