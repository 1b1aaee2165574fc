import { RoleValetError } from '../contract/errors.ts';
import { loadContextFor } from '../core/app/load-context.ts';
import { obtainSession } from '../core/app/obtain-session.ts';
import type { BaseKey, KeyStore } from '../core/keys/types.ts';
import { wantsMemoryOnly } from '../core/memory-only.ts';
import { credentialProcessJson } from '../core/outputs/credential-process.ts';
import { wireApp } from '../node/wire-app.ts';
import { CREDENTIAL_PROCESS_LIMIT_MS } from './app-notes.ts';
import { reportFailure, timeLimitError } from './failure.ts';
import { processTerminal } from './terminal.ts';

const USAGE = 'role-valet credential-process ROLE [--json] [--memory-only]';

/**
 * `credential-process ROLE` where no app answers: one JSON object for AWS tools. Takes the exact name,
 * asks nobody, and loads nothing that a kept session doesn't need: every AWS call of a user pays for
 * this path. Ends within what the time limit leaves of this process's life.
 */
export async function runCredentialProcess(argv: readonly string[]): Promise<number> {
  const terminal = processTerminal();
  const json = argv.includes('--json');
  if (argv.includes('--help') || argv.includes('-h')) {
    terminal.print(`Usage: ${USAGE}\n`);
    return 0;
  }
  try {
    const profile = profileFrom(argv);
    terminal.print(await withTimeLimit(profile, credentialsFor(profile, argv)));
    return 0;
  } catch (error) {
    return reportFailure(terminal, error, json);
  }
}

async function credentialsFor(profile: string, argv: readonly string[]): Promise<string> {
  const wired = await wireApp({
    environment: process.env,
    platform: process.platform,
    memoryOnly: argv.includes('--memory-only') || wantsMemoryOnly(process.env),
  });
  const app = { ...wired, keys: readOnce(wired.keys) };
  // The keychain answers in 10 ms or more, so all that it is asked is asked side by side: here the key
  // that sessions are sealed with. What fails is asked again below, and told from there.
  const [context] = await Promise.all([
    loadContextFor(app, profile),
    app.sessions.live(0).catch(() => undefined),
  ]);
  const { session, chain, warnings } = await obtainSession(app, context, profile, {
    waitMs: CREDENTIAL_PROCESS_LIMIT_MS,
  });
  for (const warning of [...warnings, ...app.sessions.takeNotices()]) {
    // AWS tools show standard error only where the command fails; the log keeps it all the same.
    process.stderr.write(`note: ${warning}\n`);
    app.logger.warn(warning);
  }
  return `${credentialProcessJson(session.credentials, chain.hops.at(-1)?.accountId)}\n`;
}

/**
 * The keys, each read once for the next two who ask: the context and the base. Whoever asks after
 * them, since AWS refused a key, is not told the same again.
 */
function readOnce(keys: KeyStore): KeyStore {
  const known = new Map<string, Promise<BaseKey | undefined>>();
  return {
    ...keys,
    get: (profile) => {
      const before = known.get(profile);
      if (before !== undefined) {
        known.delete(profile);
        return before;
      }
      const asked = keys.get(profile);
      known.set(profile, asked);
      return asked;
    },
  };
}

function profileFrom(argv: readonly string[]): string {
  const names = argv.filter(
    (word) => word !== '--json' && word !== '--memory-only' && word !== '--',
  );
  const [profile] = names;
  const option = names.find((word) => word.startsWith('-'));
  if (profile === undefined || names.length > 1 || option !== undefined) {
    throw new RoleValetError(
      'USAGE',
      option === undefined
        ? `credential-process takes one role, and got ${names.length}`
        : `credential-process does not know ${option}`,
      `Usage: ${USAGE}`,
    );
  }
  return profile;
}

async function withTimeLimit(profile: string, work: Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    // An app that hung may have taken its part already.
    const left = CREDENTIAL_PROCESS_LIMIT_MS - process.uptime() * 1000;
    timer = setTimeout(() => reject(timeLimitError(profile)), left);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
