import { Play, RotateCw, Square } from 'lucide-react';
import type { RoleView } from '../../../electron/contract/types.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { HoldButton } from '../../components/hold-button.tsx';
import { useVerbs } from '../../lib/run-verb.ts';

export interface MainActionProps {
  readonly role: RoleView;
  /** Marked red, the role or its account: switching must be held. */
  readonly isGuarded: boolean;
}

/** Switch, Renew or Stop: what the role's state calls for. */
export function MainAction({ role, isGuarded }: MainActionProps) {
  const { run } = useVerbs();
  const { profile, state } = role;
  const switchIt = (): void => {
    void run((confirmed) => bridge.switchRole(profile, confirmed), {
      title: `Switch to ${profile}?`,
      action: 'Switch',
    });
  };
  const stopIt = (): void => {
    void run(() => bridge.stopRole(profile));
  };
  const isBusy = state === 'assuming';
  const isLive = state === 'active';
  const canStop = isLive || state === 'needs-mfa' || state === 'expired';
  const verb = state === 'needs-mfa' || state === 'expired' ? 'Renew' : 'Switch';
  return (
    <>
      {canStop ? (
        <Button icon={Square} onClick={stopIt}>
          Stop
        </Button>
      ) : null}
      {isLive || state === 'broken' ? null : isGuarded && verb === 'Switch' ? (
        <HoldButton onHeld={switchIt} isBusy={isBusy}>
          {isBusy ? 'Switching…' : 'Hold to switch'}
        </HoldButton>
      ) : (
        <Button
          variant="primary"
          icon={verb === 'Renew' ? RotateCw : Play}
          isBusy={isBusy}
          onClick={switchIt}
        >
          {isBusy ? 'Switching…' : verb}
        </Button>
      )}
    </>
  );
}
