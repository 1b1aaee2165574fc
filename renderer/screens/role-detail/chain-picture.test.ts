import { expect, test } from 'vitest';
import type { PlanView } from '../../../electron/contract/roles.ts';
import { sampleSnapshot } from '../../../electron/contract/testing/sample-snapshot.ts';
import { chainBoxes, picturesAsRow } from './chain-picture.ts';

const { accounts, keys } = sampleSnapshot();

function placeOf(base: PlanView['base'], ageDays = 41): string | undefined {
  const aged = keys.map((key) => ({ ...key, ageDays }));
  const plan: PlanView = { profile: base.profile, base, steps: [], warnings: [] };
  return chainBoxes(plan, { accounts, keys: aged })[0]?.place;
}

test('a key says its age and where it stands, other bases what they are', () => {
  const key = { profile: 'security', kind: 'key', storage: 'keychain' };
  expect(placeOf(key)).toBe('key, 41 days');
  expect(placeOf(key, 1)).toBe('key, 1 day');
  expect(placeOf(key, 0)).toBe('key, new today');
  expect(placeOf({ ...key, profile: 'unknown' })).toBe('key');
  expect(placeOf({ ...key, storage: 'file' })).toBe('key in a file');
  expect(placeOf({ profile: 'dev', kind: 'sso' })).toBe('SSO');
  expect(placeOf({ profile: 'vault', kind: 'process' })).toBe('credential_process');
});

test('long words are drawn from top to bottom', () => {
  const boxes = (place: string) =>
    ['vault', 'hub', 'app'].map((profile) => ({ profile, place, isLive: false }));
  expect(picturesAsRow(boxes('EC2 instance'))).toBe(true);
  expect(picturesAsRow(boxes('credential_process'))).toBe(false);
});
