import { expect, test } from 'vitest';
import type { DoctorFindingView } from '../../../electron/contract/surgery.ts';
import { countText, groupFindings } from './group-findings.ts';

function finding(
  severity: DoctorFindingView['severity'],
  path?: string,
  code = 'X',
): DoctorFindingView {
  return {
    id: `${severity} ${path}`,
    severity,
    code,
    message: 'm',
    hint: 'h',
    ...(path === undefined ? {} : { place: { path, line: 1 } }),
  };
}

test('findings stand by file, then the environment and what has no line', () => {
  const all = [
    finding('error'),
    finding('error', '/b'),
    finding('warning', undefined, 'ENVIRONMENT_KEYS_WIN'),
    finding('warning', '/a'),
    finding('note', '/b'),
  ];
  expect(groupFindings(all).map(({ title, findings }) => [title, findings.length])).toEqual([
    ['/b', 2],
    ['/a', 1],
    ['In no line', 1],
    ['Environment', 1],
  ]);
});

test('errors and warnings are counted, notes are not', () => {
  expect(countText([])).toBe('');
  expect(countText([finding('note')])).toBe('');
  expect(countText([finding('error'), finding('error'), finding('warning')])).toBe(
    '2 errors, 1 warning',
  );
});
