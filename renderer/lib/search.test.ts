import { expect, test } from 'vitest';
import { largeSnapshot, sampleRole } from '../../electron/contract/testing/sample-snapshot.ts';
import { indexRoles, isFound, queryWords } from './search.ts';

const ROLE = sampleRole('prod-admin', '333333333333', {
  group: 'Payments',
  targets: [{ name: 'default', state: 'ours' }],
});
const INDEX = indexRoles([ROLE], [{ id: '333333333333', name: 'Production EU' }]);

function finds(query: string): boolean {
  return INDEX.some((entry) => isFound(entry, queryWords(query)));
}

test.each([
  'prod-admin',
  'ADMIN',
  '3333',
  'production',
  'eu production',
  'arn:aws:iam::333333333333:role/admin',
  'payments',
  'default',
  'prod-admin-session',
  '  admin   33 ',
  '',
])('%j finds it', (query) => {
  expect(finds(query)).toBe(true);
});

test.each(['admin 4444', 'proda', 'prod-admin production2', 'staging'])(
  '%j does not find it: every word must be there',
  (query) => {
    expect(finds(query)).toBe(false);
  },
);

test('a word does not reach from one fact into the next', () => {
  expect(finds('adminarn')).toBe(false);
  expect(finds('session\ndefault')).toBe(true);
});

test('5,000 roles are searched well within a frame', () => {
  const index = indexRoles(largeSnapshot(5000).roles, []);
  const words = queryWords('team-17 deployer');
  const times = Array.from({ length: 20 }, () => {
    const started = performance.now();
    expect(index.filter((entry) => isFound(entry, words)).length).toBeGreaterThan(20);
    return performance.now() - started;
  });
  // The quickest run: on a busy machine the others measure the neighbours.
  expect(Math.min(...times)).toBeLessThan(4);
});
