import type { RoleView } from '../../contract/roles.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { accountGroups, MOST_ROWS } from './account-groups.ts';
import { deviceName } from './device-name.ts';
import { escapeLabel, liveRow, roleRow, roleSubmenu, type TopSection } from './role-items.ts';
import { nameOf } from './text.ts';
import type { TrayView } from './tray-view.ts';
import type { TrayItem } from './types.ts';

/** Items of the whole menu, nested ones counted: a larger one opens slowly on some desktops. */
export const MOST_ITEMS = 400;

/** Roles with a full submenu. */
export const MOST_SUBMENUS = 20;

/** Bases that can be unlocked ahead of need; few people have more than one. */
export const MOST_UNLOCKS = 5;

/** Roles used last that are worth a look; the rest of them is in the account groups. */
const MOST_RECENT = 10;

/** The whole menu: what needs the user, live, favourite and recent roles, accounts, the app. */
export function trayMenu(snapshot: Snapshot, view: TrayView): TrayItem[] {
  const slots = { left: MOST_SUBMENUS };
  const head = [
    notices(snapshot, view),
    liveSection(view, slots),
    roleSection('favourite', 'Favourites', view.favourites, view, slots),
    roleSection('recent', 'Recent', view.recent.slice(0, MOST_RECENT), view, slots),
  ];
  const foot = appSection(snapshot, view);
  // Three more: the line that leads to the groups left out, and separators on both sides of them.
  const spent = countItems([...head, foot].flat()) + head.length + 3;
  const groups = accountGroups(view, MOST_ITEMS - spent);
  const rest = groups.isComplete ? [] : [moreItem('accounts')];
  return separated([...head, [...groups.items, ...rest], foot]);
}

/** How many items `items` are, nested ones counted. */
export function countItems(items: readonly TrayItem[]): number {
  return items.reduce((count, item) => count + 1 + countItems(item.items ?? []), 0);
}

function notices(snapshot: Snapshot, view: TrayView): TrayItem[] {
  const items: TrayItem[] = [];
  if (snapshot.isPractice) {
    items.push(header('practice', 'Practice organisation: nothing here is real'));
  }
  if (snapshot.question !== undefined) {
    const device = deviceName(snapshot.question);
    const label = snapshot.question.isChecking
      ? `AWS checks the MFA code for ${device}...`
      : `Enter MFA code for ${device}...`;
    items.push({
      id: 'answer-mfa',
      kind: 'action',
      label: escapeLabel(label, view),
      action: { verb: 'answerMfa' },
    });
  }
  if (snapshot.signIn !== undefined) {
    items.push({
      id: 'sign-in',
      kind: 'action',
      label: escapeLabel(`Signing in to ${nameOf(snapshot.signIn.name)} in the browser...`, view),
      action: { verb: 'showWindow' },
    });
  }
  if (snapshot.keychain.state === 'unavailable') {
    items.push({
      id: 'keychain',
      kind: 'action',
      label: 'The keychain is not available...',
      action: { verb: 'showWindow', screen: 'keys' },
    });
  }
  if (view.roles.length === 0) {
    items.push({
      id: 'no-roles',
      kind: 'action',
      label: snapshot.isFirstRun ? 'Set up your first role...' : 'No roles found: add one...',
      action: { verb: 'showWindow', screen: 'roles' },
    });
  }
  return items;
}

function liveSection(view: TrayView, slots: { left: number }): TrayItem[] {
  const roles = [...view.live, ...view.waiting];
  if (roles.length === 0) {
    return [];
  }
  const title = view.live.length > 0 ? 'Live' : 'Waiting for you';
  const shown = roles.slice(0, MOST_ROWS).map((role) => {
    slots.left -= 1;
    return slots.left >= 0 ? roleSubmenu(role, 'live', view) : liveRow(role, view);
  });
  return [header('live', title), ...shown, ...(roles.length > MOST_ROWS ? [moreItem('live')] : [])];
}

function roleSection(
  section: TopSection,
  title: string,
  roles: readonly RoleView[],
  view: TrayView,
  slots: { left: number },
): TrayItem[] {
  if (roles.length === 0) {
    return [];
  }
  const shown = roles.slice(0, MOST_ROWS).map((role) => {
    slots.left -= 1;
    return slots.left >= 0
      ? roleSubmenu(role, section, view)
      : roleRow(role, section, view.names(role).full, view);
  });
  return [
    header(section, title),
    ...shown,
    ...(roles.length > MOST_ROWS ? [moreItem(section)] : []),
  ];
}

function appSection(snapshot: Snapshot, view: TrayView): TrayItem[] {
  const { settings, system } = snapshot;
  const worksByKey = system.shortcut === 'works' || system.shortcut === 'unconfirmed';
  const { quitAccelerator } = view.platform;
  return [
    ...(view.live.length === 0
      ? []
      : [
          {
            id: 'stop-all',
            kind: 'action',
            label: 'Stop all',
            action: { verb: 'stopAll' },
          } as const,
        ]),
    ...view.locked.slice(0, MOST_UNLOCKS).map(
      ({ profile }): TrayItem => ({
        id: `unlock:${profile}`,
        kind: 'action',
        label: escapeLabel(`Unlock ${nameOf(profile)} for the day...`, view),
        action: { verb: 'unlockBase', profile },
      }),
    ),
    {
      id: 'open',
      kind: 'action',
      label: 'Open Role Valet',
      action: { verb: 'showWindow' },
      ...(settings.shortcut !== '' && worksByKey ? { accelerator: settings.shortcut } : {}),
    },
    {
      id: 'quit',
      kind: 'action',
      label: 'Quit',
      action: { verb: 'quit' },
      ...(quitAccelerator === undefined ? {} : { accelerator: quitAccelerator }),
    },
  ];
}

function header(name: string, label: string): TrayItem {
  return { id: `header:${name}`, kind: 'header', label, enabled: false };
}

function moreItem(list: string): TrayItem {
  return {
    id: `more:${list}`,
    kind: 'action',
    label: 'More in the window...',
    action: { verb: 'showWindow', screen: 'roles' },
  };
}

/** The sections that have something, with a separator between each two. */
function separated(sections: readonly (readonly TrayItem[])[]): TrayItem[] {
  return sections
    .filter((section) => section.length > 0)
    .flatMap((section, index) =>
      index === 0
        ? [...section]
        : [{ id: `separator:${index}`, kind: 'separator' } as const, ...section],
    );
}
