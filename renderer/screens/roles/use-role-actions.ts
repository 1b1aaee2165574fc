import { useMemo } from 'react';
import type { RoleView } from '../../../electron/contract/roles.ts';
import type { ExportFormat } from '../../../electron/contract/settings.ts';
import { canSignIn } from '../../../electron/contract/sign-in-need.ts';
import { bridge } from '../../bridge.ts';
import { CONSOLE_HOME, noConsole } from '../../lib/console-words.ts';
import { type Navigation, useNavigation } from '../../lib/navigation.ts';
import { isSwitchRenewal } from '../../lib/role-life.ts';
import { useVerbs, type VerbRunner } from '../../lib/run-verb.ts';
import { signIn } from '../../lib/sign-in.ts';
import { useSnapshot } from '../../lib/snapshot-store.ts';

export type RoleAction =
  | 'switch'
  | 'renew'
  | 'stop'
  | 'signIn'
  | 'copy'
  | 'write'
  | 'console'
  | 'favourite'
  | 'details'
  | 'why';

/** What a row's buttons and the list's keys do. */
export type RoleActions = Readonly<Record<RoleAction, (role: RoleView) => void>>;

export function useRoleActions(): RoleActions {
  const { exportFormat } = useSnapshot().settings;
  const verbs = useVerbs();
  const navigation = useNavigation();
  return useMemo(
    () => roleActions(verbs, navigation, exportFormat),
    [verbs, navigation, exportFormat],
  );
}

function roleActions(verbs: VerbRunner, navigation: Navigation, format: ExportFormat): RoleActions {
  const { run, warn } = verbs;
  /** A broken role can do nothing but say why. */
  const unlessBroken =
    (act: (role: RoleView) => void) =>
    (role: RoleView): void => {
      if (role.state === 'broken' && role.failure !== undefined) {
        warn(role.failure);
      } else {
        act(role);
      }
    };
  const renew = ({ profile }: RoleView): void => {
    run(() => bridge.renewRole(profile));
  };
  return {
    // One key for what the row calls for: `Renew` where that does the same, and more.
    switch: unlessBroken((role) => {
      if (canSignIn(role)) {
        void signIn(verbs, role.profile);
        return;
      }
      if (isSwitchRenewal(role)) {
        renew(role);
        return;
      }
      run((confirmed) => bridge.switchRole(role.profile, confirmed), {
        title: `Switch to ${role.profile}?`,
        action: 'Switch',
      });
    }),
    renew,
    stop: ({ profile }) => {
      run(() => bridge.stopRole(profile));
    },
    signIn: ({ profile }) => {
      void signIn(verbs, profile);
    },
    copy: unlessBroken(({ profile }) => {
      run(() => bridge.copyExports(profile, format));
    }),
    write: unlessBroken(({ profile }) => {
      run((confirmed) => bridge.writeRole(profile, '', confirmed), {
        title: `Write ${profile}?`,
        action: 'Write',
      });
    }),
    console: unlessBroken((role) => {
      if (role.console === undefined) {
        warn(noConsole(role.profile));
      } else {
        run(() => bridge.openConsole(role.profile, CONSOLE_HOME));
      }
    }),
    favourite: ({ profile, favourite }) => {
      run(() => bridge.markRole(profile, { favourite: !favourite }));
    },
    details: ({ profile }) => navigation.open({ screen: 'role', profile }),
    why: ({ profile }) => navigation.open({ screen: 'role', profile, asks: 'why' }),
  };
}
