import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { electronSupportProblem } from './electron-support.ts';

const support = { major: 45, endsOn: '2027-04-06' };

describe('electronSupportProblem', () => {
  test('the Electron of package.json gets fixes today', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    const pinned = manifest.devDependencies.electron ?? '';
    expect(electronSupportProblem(pinned, Date.now())).toBeUndefined();
  });

  test.each([
    ['the last day', '45.4.1', '2027-04-05T23:59:59Z', undefined],
    ['the day support ends', '45.4.1', '2027-04-06T00:00:00Z', /no security fixes/],
    ['years later', '45.9.0', '2030-01-01T00:00:00Z', /no security fixes/],
    ['another major', '46.0.0', '2026-12-20T00:00:00Z', /look up when 46/],
    ['an older major', '44.3.0', '2026-12-20T00:00:00Z', /look up when 44/],
    ['no version', '', '2026-12-20T00:00:00Z', /look up/],
  ])('%s', (_, version, day, problem) => {
    const found = electronSupportProblem(version, Date.parse(day), support);
    if (problem === undefined) {
      expect(found).toBeUndefined();
    } else {
      expect(found).toMatch(problem);
    }
  });
});
