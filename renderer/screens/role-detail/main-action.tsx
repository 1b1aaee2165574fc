import { LogIn, Play, RotateCw, Square } from 'lucide-react';
import type { RoleView } from '../../../electron/contract/roles.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { HoldButton } from '../../components/hold-button.tsx';
import { useVerbs } from '../../lib/run-verb.ts';
import { signIn } from '../../lib/sign-in.ts';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import { canStop, mainAction } from './role-steps.ts';

export interface MainActionProps {
  readonly role: RoleView;
  /** Marked red, the role or its account: switching must be held. */
  readonly isGuarded: boolean;
}

/** Switch, Renew, Sign in or Stop: what the role's state calls for. */
export function MainAction({ role, isGuarded }: MainActionProps) {
  const verbs = useVerbs();
  const { run } = verbs;
  const isSigningIn = useSnapshot().signIn !== undefined;
  const { profile, state } = role;
  const action = mainAction(role);
  const isBusy = state === 'assuming';
  const switchIt = (): void => {
    void run((confirmed) => bridge.switchRole(profile, confirmed), {
      title: `Switch to ${profile}?`,
      action: 'Switch',
    });
  };
  return (
    <>
      {canStop(role) ? (
        <Button icon={Square} onClick={() => void run(() => bridge.stopRole(profile))}>
          Stop
        </Button>
      ) : null}
      {action === 'renew' ? (
        <Button
          variant={state === 'renewing' ? 'quiet' : 'primary'}
          icon={RotateCw}
          isBusy={isBusy}
          onClick={() => void run(() => bridge.renewRole(profile))}
        >
          {isBusy ? 'Renewing…' : 'Renew'}
        </Button>
      ) : null}
      {action === 'signIn' ? (
        <Button
          variant="primary"
          icon={LogIn}
          isBusy={isSigningIn}
          onClick={() => void signIn(verbs, profile)}
        >
          {isSigningIn ? 'Signing in…' : 'Sign in'}
        </Button>
      ) : null}
      {action === 'switch' && isGuarded ? (
        <HoldButton onHeld={switchIt} isBusy={isBusy}>
          {isBusy ? 'Switching…' : 'Hold to switch'}
        </HoldButton>
      ) : null}
      {action === 'switch' && !isGuarded ? (
        <Button variant="primary" icon={Play} isBusy={isBusy} onClick={switchIt}>
          {isBusy ? 'Switching…' : 'Switch'}
        </Button>
      ) : null}
    </>
  );
}
