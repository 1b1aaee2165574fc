import { askApp } from '../agent/ask-app.ts';
import { SESSIONS_PATH, type SessionRequest } from '../agent/protocol.ts';
import { parseSessionAnswer } from '../agent/session-answer.ts';
import { RoleValetError } from '../contract/errors.ts';
import type { SessionWish } from '../core/app/app.ts';
import type { Chain } from '../core/chain/types.ts';
import { selfNote } from './app-notes.ts';
import { errorFromApp } from './failure.ts';
import type { HandedOut } from './obtain-role.ts';
import type { Terminal } from './terminal.ts';

/** How long a person may take to find the device and type its code into the window, milliseconds. */
const PERSON_WAIT_MS = 120_000;

/** How long a script waits for somebody to notice that a code is wanted, milliseconds. */
const SCRIPT_WAIT_MS = 45_000;

/** How much longer than that the answer may take, milliseconds. */
const ANSWER_MARGIN_MS = 5_000;

/**
 * A session from the running app, or undefined where this process must do the work itself, with a
 * note where an app runs. Throws what the app answers, and TIME_LIMIT.
 */
export async function obtainFromApp(
  terminal: Terminal,
  chain: Chain,
  wish: SessionWish,
): Promise<HandedOut | undefined> {
  const { requestedSeconds, region, mfaCode } = wish;
  const waitMs = terminal.canAsk ? PERSON_WAIT_MS : SCRIPT_WAIT_MS;
  const request: SessionRequest = {
    profile: chain.profile,
    origin: terminal.canAsk ? 'person' : 'program',
    waitMs,
    ...(requestedSeconds === undefined ? {} : { requestedSeconds }),
    ...(region === undefined ? {} : { region }),
    ...(mfaCode === undefined ? {} : { mfaCode }),
  };
  const answer = await terminal.withProgress(progressText(chain, wish), () =>
    askApp(SESSIONS_PATH, request, {
      environment: terminal.environment,
      platform: process.platform,
      timeMs: waitMs + ANSWER_MARGIN_MS,
    }),
  );
  switch (answer.kind) {
    case 'done': {
      const session = parseSessionAnswer(answer.body);
      if (session !== undefined) return { ...session, chain, isFromApp: true };
      terminal.note(selfNote('it speaks another version of the protocol'));
      return undefined;
    }
    case 'self':
      if (answer.reason !== undefined) terminal.note(selfNote(answer.reason));
      return undefined;
    case 'error':
      throw errorFromApp(answer.answer.error);
    case 'late':
      throw new RoleValetError(
        'TIME_LIMIT',
        `Role Valet did not give a session for ${chain.profile} within ${waitMs / 1000} s`,
        'Look at its window, which may wait for a code, or give one with --mfa-code.',
      );
  }
}

/** Shown only where it takes long, as it does while somebody looks for a device. */
function progressText({ profile, mfa }: Chain, { mfaCode }: SessionWish): string {
  const mayAsk = mfa !== undefined && mfa.process === undefined && mfaCode === undefined;
  return mayAsk
    ? `assuming ${profile}; if a code is needed, answer in the Role Valet window`
    : `assuming ${profile}`;
}
