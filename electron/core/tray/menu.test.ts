import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Platform } from '../../contract/settings.ts';
import { canSignIn } from '../../contract/sign-in-need.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { SAMPLE_NOW } from '../../contract/testing/sample-snapshot.ts';
import { MOST_ROWS } from './account-groups.ts';
import { countItems, MOST_ITEMS, MOST_SUBMENUS, MOST_UNLOCKS } from './menu.ts';
import { SUBMENU_SIZE } from './role-items.ts';
import { isLive, wantsRenewal } from './role-status.ts';
import { anySnapshot } from './testing/any-snapshot.ts';
import { NAME_LENGTH } from './text.ts';
import { trayModel } from './tray-model.ts';
import type { TrayItem } from './types.ts';

const platforms = fc.constantFrom<Platform>('darwin', 'win32', 'linux');

function all(items: readonly TrayItem[]): TrayItem[] {
  return items.flatMap((item) => [item, ...all(item.items ?? [])]);
}

function forAnySnapshot(check: (menu: readonly TrayItem[], snapshot: Snapshot) => void): void {
  fc.assert(
    fc.property(anySnapshot, platforms, (snapshot, platform) =>
      check(trayModel(snapshot, platform, SAMPLE_NOW).menu, snapshot),
    ),
  );
}

test('limits hold for any snapshot', () => {
  forAnySnapshot((menu) => {
    expect(countItems(menu)).toBeLessThanOrEqual(MOST_ITEMS);
    const full = all(menu).filter(({ id }) => /^(live|favourite|recent)\.role:/.test(id));
    const submenus = full.filter(({ kind }) => kind === 'submenu');
    expect(submenus.length).toBeLessThanOrEqual(MOST_SUBMENUS);
    for (const submenu of submenus) {
      expect(countItems([submenu])).toBeLessThanOrEqual(SUBMENU_SIZE);
    }
    for (const group of menu.filter(({ id }) => id.startsWith('group.list:'))) {
      expect(group.items?.length).toBeLessThanOrEqual(MOST_ROWS + 1);
    }
  });
});

test('ids are unique and labels say something, in one line, for any snapshot', () => {
  forAnySnapshot((menu) => {
    const items = all(menu);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    for (const { kind, label, action, items: nested } of items) {
      if (kind === 'separator') {
        expect(label).toBeUndefined();
        continue;
      }
      expect(label?.trim()).toBeTruthy();
      expect(label).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
      expect(label?.isWellFormed()).toBe(true);
      // A name, and about as much for what is said of it.
      expect([...(label ?? '').replaceAll('&&', '&')].length).toBeLessThanOrEqual(2 * NAME_LENGTH);
      expect(label?.replaceAll('&&', '')).not.toContain('&');
      expect(action === undefined).toBe(kind !== 'action');
      expect(nested === undefined).toBe(kind !== 'submenu');
    }
  });
});

test('every live role can be reached, and time left is never above what is true', () => {
  forAnySnapshot((menu, snapshot) => {
    const live = new Map(
      snapshot.roles
        .toReversed()
        .map((role) => [role.profile, role] as const)
        .filter(([profile, role]) => {
          const first = snapshot.roles.find((other) => other.profile === profile);
          return first === role && isLive(role, SAMPLE_NOW);
        }),
    );
    const rows = new Map(menu.map((item) => [item.id, item]));
    let unseen = 0;
    for (const [profile, role] of live) {
      const row = rows.get(`live.role:${profile}`);
      if (row === undefined) {
        unseen += 1;
        continue;
      }
      const text = /(?:(\d+) h )?(\d+) min$/.exec(row.label ?? '');
      const shown = Number(text?.[1] ?? 0) * 60 + Number(text?.[2] ?? 0);
      const left = ((role.expiresAt ?? Number.POSITIVE_INFINITY) - SAMPLE_NOW) / 60_000;
      if (row.label?.endsWith('under 1 min')) {
        expect(left).toBeLessThan(1);
      } else {
        expect(shown).toBeLessThanOrEqual(left);
        expect(role.expiresAt === undefined ? 0 : left - shown).toBeLessThan(2);
      }
    }
    expect(unseen).toBe(Math.max(0, live.size - MOST_ROWS));
    expect(rows.has('more:live')).toBe(unseen > 0 || (live.size <= MOST_ROWS && hasMore(menu)));
    expect(rows.has('stop-all')).toBe(live.size > 0);
  });
});

test('a role has Renew or Sign in in place of Switch exactly where only the user can go on', () => {
  forAnySnapshot((menu, snapshot) => {
    for (const { id, items } of menu.filter(({ kind }) => kind === 'submenu')) {
      const [, section, profile] = /^(live|favourite|recent)\.role:(.*)$/s.exec(id) ?? [];
      const role = snapshot.roles.find((one) => one.profile === profile);
      if (role === undefined) continue;
      const ids = items?.map((item) => item.id) ?? [];
      const wanted = canSignIn(role)
        ? 'sign-in'
        : wantsRenewal(role, SAMPLE_NOW)
          ? 'renew'
          : 'switch';
      const main = ['sign-in', 'renew', 'switch'].filter((name) =>
        ids.includes(`${section}.${name}:${profile}`),
      );
      expect(main).toEqual([wanted]);
    }
  });
});

test('few bases can be unlocked from the menu, and none whose MFA session is live', () => {
  forAnySnapshot((menu, snapshot) => {
    const unlocks = menu.flatMap(({ action }) => (action?.verb === 'unlockBase' ? [action] : []));
    expect(unlocks.length).toBeLessThanOrEqual(MOST_UNLOCKS);
    for (const { profile } of unlocks) {
      const key = snapshot.keys.find((one) => one.profile === profile);
      expect(key?.mfaSerial).toBeDefined();
      expect(key?.roleCount).toBeGreaterThan(0);
      expect(key?.unlockedUntil ?? 0).toBeLessThanOrEqual(SAMPLE_NOW);
    }
  });
});

/** The list goes on with roles that wait for the user, and has no room for all of them. */
function hasMore(menu: readonly TrayItem[]): boolean {
  return (
    menu.some(({ id }) => id === 'more:live') &&
    menu.filter(({ id }) => id.startsWith('live.role:')).length === MOST_ROWS
  );
}
