import { expect, test } from 'vitest';
import {
  largeSnapshot,
  sampleSnapshot,
} from '../../../electron/contract/testing/sample-snapshot.ts';
import { matchingSources, sourcesFor } from './sources.ts';

const { roles, accounts } = sampleSnapshot();

test('bases come first, the edited role not at all', () => {
  const sources = sourcesFor(roles, accounts, 'hub');
  expect(sources[0]).toEqual({ profile: 'security', detail: 'base' });
  expect(sources).toHaveLength(roles.length - 1);
  expect(sources.map(({ profile }) => profile)).not.toContain('hub');
});

test('what begins with the query stands before what only holds it', () => {
  const found = matchingSources(sourcesFor(roles, accounts, ''), ' Prod').map(
    ({ profile }) => profile,
  );
  expect(found).toEqual(['prod-readonly', 'prod-admin', 'prod-deployer']);
  expect(matchingSources(sourcesFor(roles, accounts, ''), 'security')[0]?.profile).toBe('security');
  expect(
    matchingSources(sourcesFor(roles, accounts, ''), 'staging').map(({ detail }) => detail),
  ).toEqual(['staging', 'staging', 'staging']);
});

test('of thousands only as many as can be read', () => {
  const many = largeSnapshot(2000);
  const sources = sourcesFor(many.roles, many.accounts, '');
  expect(matchingSources(sources, '')).toHaveLength(60);
  expect(matchingSources(sources, 'role1999-')).toHaveLength(1);
});
