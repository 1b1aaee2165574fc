import type { RoleView } from '../../contract/roles.ts';
import type { ExportFormat } from '../../contract/settings.ts';
import { canSignIn, needsSignIn } from '../../contract/sign-in-need.ts';
import {
  isBusyOrBroken,
  isDefault,
  isStoppable,
  isSwitchRenewal,
  statusMark,
  statusText,
  wantsRenewal,
} from './role-status.ts';
import { nameOf, printable, shortenMiddle } from './text.ts';
import type { TrayView } from './tray-view.ts';
import type { TrayAction, TrayItem } from './types.ts';

/** The lists at the top of the menu; a role is in one of them at most. */
export type TopSection = 'live' | 'favourite' | 'recent';

/** Items that a full submenu takes, itself counted. */
export const SUBMENU_SIZE = 11;

/** Longest sentence about a failure, characters: the window tells the whole of it. */
const SENTENCE_LENGTH = 72;

const COPY_LABELS: Readonly<Record<ExportFormat, string>> = {
  sh: 'Copy for sh, bash, zsh',
  fish: 'Copy for fish',
  powershell: 'Copy for PowerShell',
  cmd: 'Copy for cmd',
  nushell: 'Copy for Nushell',
  dotenv: 'Copy as .env lines',
  json: 'Copy as JSON',
  process: 'Copy as credential_process JSON',
  ini: 'Copy as credentials file section',
};

/** A role with all that can be done with it: at most SUBMENU_SIZE items. */
export function roleSubmenu(role: RoleView, section: TopSection, view: TrayView): TrayItem {
  if (role.state === 'broken' && !isStoppable(role, view.now)) {
    return roleRow(role, section, view.names(role).full, view);
  }
  const { profile } = role;
  const item: MakeItem = (name, label, action, changes = {}) => ({
    id: `${section}.${name}:${profile}`,
    kind: 'action',
    label: escapeLabel(label, view),
    action,
    ...changes,
  });
  const off = isBusyOrBroken(role) ? { enabled: false } : {};
  const cannotStop = isStoppable(role, view.now) ? {} : { enabled: false };
  return {
    id: `${section}.role:${profile}`,
    kind: 'submenu',
    label: escapeLabel(roleLabel(role, view.names(role).full, view), view),
    items: [
      {
        id: `${section}.about:${profile}`,
        kind: 'header',
        label: escapeLabel(aboutText(role), view),
        enabled: false,
      },
      mainItem(role, item, view),
      item('stop', 'Stop', { verb: 'stop', profile }, cannotStop),
      { id: `${section}.before-copy:${profile}`, kind: 'separator' },
      item(
        'copy-exports',
        COPY_LABELS[view.exportFormat],
        { verb: 'copyExports', profile, format: view.exportFormat },
        off,
      ),
      item('copy-command', 'Copy a command', { verb: 'copyCommand', profile }, off),
      isDefault(role)
        ? item('set-default', 'Is the default', { verb: 'setDefault', profile }, IS_DEFAULT)
        : item('set-default', 'Set as default', { verb: 'setDefault', profile }, off),
      { id: `${section}.before-details:${profile}`, kind: 'separator' },
      ...(role.console === undefined
        ? []
        : [item('console', 'Open console', { verb: 'openConsole', profile }, off)]),
      item('details', 'Open details', { verb: 'showRole', profile }),
    ],
  };
}

type MakeItem = (
  name: string,
  label: string,
  action: TrayAction,
  changes?: Partial<TrayItem>,
) => TrayItem;

/** What the role's state calls for. */
function mainItem(role: RoleView, item: MakeItem, { now }: TrayView): TrayItem {
  const { profile } = role;
  if (canSignIn(role)) return item('sign-in', 'Sign in...', { verb: 'signIn', profile });
  return wantsRenewal(role, now)
    ? item('renew', renewText(role), { verb: 'renewRole', profile })
    : item(
        'switch',
        switchText(role),
        { verb: 'switch', profile },
        isBusyOrBroken(role) ? { enabled: false } : {},
      );
}

const IS_DEFAULT: Partial<TrayItem> = { enabled: false, checked: true };

/**
 * A role as one line: a click switches to it, or renews it where that is the same and more, or signs
 * in where it waits for that. A broken one only says so; the window says why.
 */
export function roleRow(
  role: RoleView,
  section: TopSection | 'group',
  name: string,
  view: TrayView,
): TrayItem {
  return {
    id: `${section}.role:${role.profile}`,
    kind: 'action',
    label: escapeLabel(roleLabel(role, name, view), view),
    action: { verb: rowVerb(role, view), profile: role.profile },
    ...(isBusyOrBroken(role) ? { enabled: false } : {}),
  };
}

function rowVerb(role: RoleView, { now }: TrayView): 'switch' | 'renewRole' | 'signIn' {
  if (canSignIn(role)) return 'signIn';
  return isSwitchRenewal(role, now) ? 'renewRole' : 'switch';
}

/** A live role as one line, where no submenu is left for it: a click opens its details. */
export function liveRow(role: RoleView, view: TrayView): TrayItem {
  return {
    id: `live.role:${role.profile}`,
    kind: 'action',
    label: escapeLabel(roleLabel(role, view.names(role).full, view), view),
    action: { verb: 'showRole', profile: role.profile },
  };
}

/** `&` would be taken for a mnemonic. */
export function escapeLabel(label: string, view: TrayView): string {
  return label.replaceAll('&', view.platform.labelAmpersand);
}

function roleLabel(role: RoleView, name: string, view: TrayView): string {
  const status = statusText(role, view.now, view.left);
  const mark = statusMark(role, view.now);
  return status === '' ? `${mark}${name}` : `${mark}${name} — ${status}`;
}

/** Where the role is written, or why it failed: one line on top of its submenu. */
function aboutText(role: RoleView): string {
  const failure = printable(role.failure?.message ?? '');
  if (failure !== '') {
    return shortenMiddle(failure, SENTENCE_LENGTH);
  }
  const [target, ...more] = role.targets;
  if (target === undefined) {
    return `Not written; a switch writes ${nameOf(role.switchTarget)}`;
  }
  const words = TARGET_WORDS[target.state];
  const rest = more.length === 0 ? '' : `, and ${more.length} more`;
  return `${nameOf(target.name)}: ${words}${rest}`;
}

const TARGET_WORDS = {
  ours: 'written',
  'taken-over': 'taken over by another program',
  missing: 'removed by another program',
  expired: 'written, expired',
} as const;

function switchText(role: RoleView): string {
  if (role.state === 'assuming') {
    return 'Switching...';
  }
  return wantsCode(role) ? 'Switch with an MFA code...' : 'Switch';
}

function renewText(role: RoleView): string {
  return wantsCode(role) ? 'Renew with an MFA code...' : 'Renew';
}

/** A source that wants a sign-in waits in the same state, and no code helps it. */
function wantsCode(role: RoleView): boolean {
  return role.state === 'needs-mfa' && !needsSignIn(role);
}
