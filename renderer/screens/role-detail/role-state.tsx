import type { RoleView } from '../../../electron/contract/roles.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useAwsTime } from '../../lib/clock.ts';
import { clockTime, timeLeft } from '../../lib/time-text.ts';
import { stateWords } from './state-words.ts';

export interface RoleStateNoticeProps {
  readonly role: RoleView;
  /** Looks for what is behind a failure. */
  readonly onWhy: () => void;
}

/** What needs to be said about a role that does not just work, with the next step. */
export function RoleStateNotice({ role, onWhy }: RoleStateNoticeProps) {
  const left = useExpiryText(role.expiresAt);
  const words = stateWords(role, left);
  const takenOver = role.targets.filter((target) => target.state === 'taken-over');
  return (
    <>
      {words === undefined ? null : (
        <Notice
          tone={words.tone}
          label={words.label}
          {...(words.hint === '' ? {} : { hint: words.hint })}
          {...(words.tone === 'danger'
            ? { hasTextButtons: true, actions: <WhyButton onClick={onWhy} /> }
            : {})}
        >
          {words.message}
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

function WhyButton({ onClick }: { readonly onClick: () => void }) {
  return (
    <Button variant="plain" onClick={onClick}>
      Why?
    </Button>
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
