import { CircleAlert, LogIn, Smartphone, TriangleAlert } from 'lucide-react';
import type { Colour, RoleView } from '../../../electron/contract/roles.ts';
import { needsSignIn } from '../../../electron/contract/sign-in-need.ts';
import { CountdownRing, type CountdownRingProps } from '../../components/countdown-ring.tsx';
import { useAwsTime } from '../../lib/clock.ts';
import { isLive } from '../../lib/role-life.ts';
import { timeLeft } from '../../lib/time-text.ts';

export interface RowLifeProps {
  readonly role: RoleView;
  readonly colour: Colour | undefined;
}

/** How long a role lives and what stands in the way of more: a ring, and the same for readers. */
export function RowLife({ role, colour }: RowLifeProps) {
  const { state, expiresAt, failure } = role;
  return (
    <>
      <CountdownRing {...ring(role)} colour={colour} />
      {state === 'assuming' ? <span className="visually-hidden">being assumed</span> : null}
      {isLive(role) && expiresAt !== undefined ? <TimeLeft expiresAt={expiresAt} /> : null}
      {state === 'renewing' && failure !== undefined ? (
        <span className="visually-hidden">, the last try to renew it failed</span>
      ) : null}
    </>
  );
}

function ring(role: RoleView): CountdownRingProps {
  const { expiresAt, lifeSeconds, failure } = role;
  if (needsSignIn(role)) return { tone: 'warn', expiresAt, lifeSeconds, icon: LogIn };
  switch (role.state) {
    case 'active':
      return { tone: 'live', expiresAt, lifeSeconds };
    case 'renewing':
      return {
        tone: 'live',
        expiresAt,
        lifeSeconds,
        isBusy: expiresAt === undefined,
        // Between two tries nothing goes on that should be seen to move.
        isRenewing: failure === undefined,
      };
    case 'needs-mfa':
      return { tone: 'warn', expiresAt, lifeSeconds, icon: Smartphone };
    case 'assuming':
      return { tone: 'live', expiresAt, lifeSeconds, isBusy: true };
    case 'failed':
      return { tone: 'danger', expiresAt, lifeSeconds, icon: CircleAlert };
    case 'broken':
      return { tone: 'danger', icon: TriangleAlert };
    case 'expired':
      return { tone: 'warn', icon: CircleAlert };
    case 'idle':
      return { tone: 'idle' };
  }
}

function TimeLeft({ expiresAt }: { readonly expiresAt: number }) {
  const left = useAwsTime((now) => timeLeft(expiresAt - now));
  return <span className="visually-hidden">{left} left</span>;
}
