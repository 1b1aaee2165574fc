import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RoleView } from '../../../electron/contract/roles.ts';
import { sampleRole, sampleSnapshot } from '../../../electron/contract/testing/sample-snapshot.ts';
import { indexRoles, queryWords } from '../../lib/search.ts';
import { arrangeRoles, isSameSettled, listItems, settle } from './arrange-roles.ts';
import { movedSelection, rowId, selectedRow } from './list-selection.ts';

const { roles, accounts, recent } = sampleSnapshot();
const INDEX = indexRoles(roles, accounts);
const SETTLED = settle(roles, recent);
const SECTIONS = arrangeRoles(INDEX, SETTLED);

function outline(sections: ReturnType<typeof arrangeRoles>): readonly string[] {
  return sections.map(({ id, rows }) => `${id}: ${rows.map(({ role }) => role.profile).join(' ')}`);
}

test('live first, then ended, favourites, accounts by name, numbers, bases', () => {
  expect(outline(SECTIONS)).toEqual([
    'live: staging-deployer prod-readonly data-analyst staging-support',
    'expired: prod-deployer',
    'favourites: prod-admin',
    'account:111122223333: hub',
    'account:222222222222: staging-admin',
    'account:444444444444: data-broken',
    'bases: security',
  ]);
});

test('a session that starts or ends moves no row until the list is settled anew', () => {
  const later = roles.map((role): RoleView => {
    if (role.profile === 'staging-admin') return { ...role, state: 'active' };
    if (role.profile === 'staging-deployer') return { ...role, state: 'idle' };
    return role;
  });
  const index = indexRoles(later, accounts);
  expect(outline(arrangeRoles(index, SETTLED))).toEqual(outline(SECTIONS));
  const anew = settle(later, recent);
  expect(isSameSettled(anew, SETTLED)).toBe(false);
  expect(anew.live).toContain('staging-admin');
  expect(anew.favourites).toContain('staging-deployer');
});

test('a renewal that fails, waits or goes on changes nothing about where its role stands', () => {
  const END = { expiresAt: 1_000_000 };
  const expired = [{ name: 'prod-deployer-session', state: 'expired' }] as const;
  const place = (changes: Partial<RoleView>): readonly string[] => {
    const settled = settle(
      [sampleRole('app', '222222222222', { favourite: true, ...changes })],
      [],
    );
    return Object.entries(settled).flatMap(([name, profiles]) =>
      profiles.length > 0 ? [name] : [],
    );
  };
  for (const state of ['active', 'renewing', 'needs-mfa', 'failed', 'assuming'] as const) {
    expect(place({ state, ...END })).toEqual(['live']);
  }
  expect(place({ state: 'renewing' })).toEqual(['live']);
  expect(place({ state: 'expired', targets: expired })).toEqual(['expired']);
  expect(place({ state: 'failed', targets: expired })).toEqual(['expired']);
  expect(place({ state: 'failed' })).toEqual(['favourites']);
});

test('a group of the user’s wins over the account, and roles without either have a place', () => {
  const index = indexRoles(
    [
      sampleRole('a', '222222222222', { group: 'Payments' }),
      sampleRole('b', '333333333333', { group: 'Payments' }),
      { ...sampleRole('c', ''), accountId: undefined } as unknown as RoleView,
    ],
    accounts,
  );
  expect(outline(arrangeRoles(index, settle([], [])))).toEqual(['other: c', 'group:Payments: a b']);
});

test('every role stands in the list once, whatever its state', () => {
  const states = fc.constantFrom(
    ...['idle', 'active', 'renewing', 'needs-mfa', 'expired', 'failed', 'assuming'],
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(states, states, fc.boolean(), fc.integer({ min: 0, max: 3 })), {
        maxLength: 40,
      }),
      (wishes) => {
        const make = (at: 0 | 1): RoleView[] =>
          wishes.map((wish, number) =>
            sampleRole(`role-${number}`, `00000000000${wish[3]}`, {
              state: wish[at] as RoleView['state'],
              favourite: wish[2],
            }),
          );
        const settledBefore = settle(make(0), []);
        const items = listItems(arrangeRoles(indexRoles(make(1), []), settledBefore), []);
        const profiles = items.flatMap((item) => (item.kind === 'role' ? [item.key] : []));
        expect(profiles.toSorted()).toEqual(wishes.map((_, number) => `role-${number}`).toSorted());
        expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
      },
    ),
  );
});

test('a search leaves out headings that have nothing below them', () => {
  const items = listItems(SECTIONS, queryWords('admin'));
  expect(items.map(({ key }) => key)).toEqual([
    'heading:favourites',
    'prod-admin',
    'heading:account:222222222222',
    'staging-admin',
  ]);
});

test('the account is named in rows whose heading does not', () => {
  const named = listItems(SECTIONS, []).flatMap((item) =>
    item.kind === 'role' && item.namesAccount ? [item.key] : [],
  );
  expect(named).toContain('prod-admin');
  expect(named).not.toContain('hub');
});

test('the selection follows its profile, and falls to the first row', () => {
  const items = listItems(SECTIONS, []);
  expect(selectedRow(items, undefined)?.role.profile).toBe('staging-deployer');
  expect(selectedRow(items, 'gone')?.role.profile).toBe('staging-deployer');
  expect(selectedRow(items, 'hub')?.role.profile).toBe('hub');
  expect(selectedRow(items, 'heading:live')?.role.profile).toBe('staging-deployer');
  expect(selectedRow([], 'hub')).toBeUndefined();
});

test('moves skip headings and stay at the ends', () => {
  const items = listItems(SECTIONS, []);
  const at = (profile: string) => {
    const row = selectedRow(items, profile);
    if (row === undefined) throw new Error('no row');
    return row;
  };
  expect(movedSelection(items, at('staging-support'), 'next')).toBe('prod-deployer');
  expect(movedSelection(items, at('prod-deployer'), 'previous')).toBe('staging-support');
  expect(movedSelection(items, at('staging-deployer'), 'previous')).toBe('staging-deployer');
  expect(movedSelection(items, at('hub'), 'last')).toBe('security');
  expect(movedSelection(items, at('security'), 'next')).toBe('security');
  expect(movedSelection(items, at('hub'), 'first')).toBe('staging-deployer');
  expect(movedSelection(items, at('staging-deployer'), 'page-down')).toBe('data-broken');
});

test('the id of a row is one word, whatever the profile is called', () => {
  expect(rowId('grid', 'my role "x"')).not.toMatch(/[\s"]/);
});
