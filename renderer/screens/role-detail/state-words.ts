import type { RoleView } from '../../../electron/contract/roles.ts';
import { needsSignIn } from '../../../electron/contract/sign-in-need.ts';
import { isLive } from '../../lib/role-life.ts';

/** What is to be said about a role that does not just work. */
export interface StateWords {
  readonly tone: 'info' | 'warn' | 'danger';
  readonly label: string;
  readonly message: string;
  readonly hint: string;
}

const LABEL = 'State of this role';

/**
 * What keeps the role from going on by itself, and the next step; undefined where nothing does.
 *
 * @param left how long its session lasts: `4 min left, until 09:04`; empty where none runs
 */
export function stateWords(role: RoleView, left: string): StateWords | undefined {
  const { state, failure } = role;
  const goesOn = isLive(role) && left !== '' ? `Its session still runs: ${left}.` : '';
  if (state === 'needs-mfa') {
    return {
      tone: 'warn',
      label: LABEL,
      message: failure?.message ?? 'It waits for an MFA code.',
      hint: sentences(failure?.hint ?? (goesOn === '' ? '' : 'Renew asks for one.'), goesOn),
    };
  }
  if (state === 'renewing') {
    return failure === undefined
      ? undefined
      : {
          tone: 'info',
          label: LABEL,
          message: `The last try to renew it failed: ${failure.message}`,
          hint: sentences('It is tried again by itself.', goesOn),
        };
  }
  if (failure !== undefined) {
    const isWrong = !needsSignIn(role);
    return {
      tone: isWrong ? 'danger' : 'warn',
      label: isWrong ? 'What went wrong' : LABEL,
      message: failure.message,
      hint: sentences(failure.hint, state === 'failed' ? goesOn : ''),
    };
  }
  return state === 'expired'
    ? {
        tone: 'warn',
        label: LABEL,
        message: 'Its session ended.',
        hint: 'What was written is still there, so that tools fail instead of taking another identity. Renew it, or stop it to take that away.',
      }
    : undefined;
}

function sentences(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(' ');
}
