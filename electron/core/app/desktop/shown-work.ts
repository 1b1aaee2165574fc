import { type ErrorCode, isRoleValetError } from '../../../contract/errors.ts';
import type { MfaPrompt, SessionWish } from '../app.ts';
import type { LoadedContext } from '../load-context.ts';
import { type Obtained, obtainSession } from '../obtain-session.ts';
import { type RenewedRole, renewRole } from '../renew-role.ts';
import type { Desktop } from './desktop.ts';
import type { AskedBy } from './mfa-broker.ts';

/** Who wants a session, and how. */
export interface ShownWish extends Omit<SessionWish, 'prompt'> {
  readonly askedBy: AskedBy;
}

/**
 * Makes or finds a session for a role or a base, with what goes on shown meanwhile and codes asked
 * for in the window. Throws as obtainSession.
 */
export function obtainShown(
  desktop: Desktop,
  context: LoadedContext,
  profile: string,
  { askedBy, ...wish }: ShownWish,
): Promise<Obtained> {
  return whileShown(desktop, profile, askedBy, (prompt) =>
    obtainSession(desktop.world.app, context, profile, { ...wish, prompt }),
  );
}

/** Makes a new session for a person, and writes it where the role is written. Throws as renewRole. */
export async function renewShown(desktop: Desktop, profile: string): Promise<RenewedRole> {
  const context = await desktop.context();
  const renewed = await whileShown(desktop, profile, 'person', (prompt) =>
    renewRole(desktop.world.app, context, profile, { prompt }),
  );
  desktop.forgive(profile);
  return renewed;
}

/** What a person is asked or has said: nothing failed. Anything else stays visible until the next try. */
const ANSWERED: ReadonlySet<ErrorCode> = new Set([
  'MFA_REQUIRED',
  'CONFIRMATION_REQUIRED',
  'DECLINED',
]);

/** Does `work` with what goes on shown meanwhile, and codes asked for in the window. */
export async function whileShown<T>(
  desktop: Desktop,
  profile: string,
  askedBy: AskedBy,
  work: (prompt: MfaPrompt) => Promise<T>,
): Promise<T> {
  const { activity, questions } = desktop;
  const end = activity.begin(profile, askedBy);
  const prompt = questions.opened(askedBy);
  desktop.publish();
  try {
    return await work(prompt);
  } catch (error) {
    if (isRoleValetError(error) && !ANSWERED.has(error.code)) {
      activity.fail(profile, error.toValue());
    }
    throw error;
  } finally {
    end();
    prompt.close();
    desktop.publish();
  }
}
