import type { RoleView } from '../../../electron/contract/types.ts';
import { Notice } from '../../components/notice.tsx';
import { useAwsTime } from '../../lib/clock.ts';
import { clockTime, timeLeft } from '../../lib/time-text.ts';

/** What needs to be said about a role that does not just work, with the next step. */
export function RoleStateNotice({ role }: { readonly role: RoleView }) {
  const { state, failure } = role;
  const takenOver = role.targets.filter((target) => target.state === 'taken-over');
  return (
    <>
      {state === 'needs-mfa' ? (
        <Notice
          tone="warn"
          label="State of this role"
          hint="Renew asks for one; what runs with the old session goes on until it ends."
        >
          It waits for an MFA code.
        </Notice>
      ) : null}
      {state === 'expired' && failure === undefined ? (
        <Notice
          tone="warn"
          label="State of this role"
          hint="What was written is still there, so that tools fail instead of taking another identity. Switch to renew it, or stop to take it away."
        >
          Its session ended.
        </Notice>
      ) : null}
      {failure === undefined ? null : (
        <Notice tone="danger" label="What went wrong" hint={failure.hint}>
          {failure.message}
        </Notice>
      )}
      {takenOver.map(({ name }) => (
        <Notice
          key={name}
          tone="warn"
          label={`Target ${name}`}
          hint="Role Valet leaves it alone from now on. Write again to take it back."
        >
          Another program wrote its own credentials to {name}.
        </Notice>
      ))}
    </>
  );
}

/** `42 min left, until 09:42`; empty without a session. */
export function useExpiryText(expiresAt: number | undefined): string {
  return useAwsTime((now) => {
    if (expiresAt === undefined) return '';
    return expiresAt <= now
      ? `ended at ${clockTime(expiresAt, now)}`
      : `${timeLeft(expiresAt - now)} left, until ${clockTime(expiresAt, now)}`;
  });
}
