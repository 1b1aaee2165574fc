import { askApp } from '../agent/ask-app.ts';
import { CREDENTIALS_PATH } from '../agent/protocol.ts';
import { wantsMemoryOnly } from '../core/memory-only.ts';
import { CREDENTIAL_PROCESS_LIMIT_MS, selfNote } from './app-notes.ts';

/** How much sooner than that the app gives up, so that its reason is still heard, milliseconds. */
const ANSWER_MARGIN_MS = 3_000;

/**
 * `credential-process ROLE` by the running app: prints its answer and gives the exit code, or
 * undefined where this process must do the work itself. Loads nothing but the socket's client.
 */
export async function credentialsFromApp(argv: readonly string[]): Promise<number | undefined> {
  const profile = onlyProfile(argv);
  if (profile === undefined || wantsMemoryOnly(process.env)) {
    return undefined;
  }
  const answer = await askApp(
    CREDENTIALS_PATH,
    { profile, waitMs: CREDENTIAL_PROCESS_LIMIT_MS - ANSWER_MARGIN_MS },
    {
      environment: process.env,
      platform: process.platform,
      timeMs: CREDENTIAL_PROCESS_LIMIT_MS - process.uptime() * 1000,
    },
  );
  switch (answer.kind) {
    case 'done':
      process.stdout.write(`${answer.body}\n`);
      return 0;
    case 'self':
      if (answer.reason !== undefined) {
        process.stderr.write(`${selfNote(answer.reason)}\n`);
      }
      return undefined;
    default: {
      const { reportFailure, errorFromApp, timeLimitError } = await import('./failure.ts');
      const { processTerminal } = await import('./terminal.ts');
      const error =
        answer.kind === 'late' ? timeLimitError(profile) : errorFromApp(answer.answer.error);
      return reportFailure(processTerminal(), error, argv.includes('--json'));
    }
  }
}

/** The one role, or undefined where the words are for somebody who can tell what is wrong with them. */
function onlyProfile(argv: readonly string[]): string | undefined {
  const [profile, ...others] = argv.filter((word) => word !== '--json' && word !== '--');
  const isOne = others.length === 0 && profile !== '' && profile?.startsWith('-') === false;
  return isOne ? profile : undefined;
}
