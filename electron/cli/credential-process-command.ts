import { RoleValetError } from '../contract/errors.ts';
import { loadContextFor } from '../core/app/load-context.ts';
import { obtainSession } from '../core/app/obtain-session.ts';
import { wantsMemoryOnly } from '../core/memory-only.ts';
import { credentialProcessJson } from '../core/outputs/credential-process.ts';
import { wireApp } from '../node/wire-app.ts';
import { reportFailure } from './failure.ts';
import { processTerminal } from './terminal.ts';

/**
 * Longest time an AWS tool is kept waiting, milliseconds. Neither botocore nor the JavaScript SDK
 * has a time limit of its own, so a hung helper would hang the user's tool.
 */
const TIME_LIMIT_MS = 45_000;

const USAGE = 'role-valet credential-process ROLE [--json] [--memory-only]';

/**
 * `credential-process ROLE`: one JSON object for AWS tools. Takes the exact name, asks nobody, and
 * loads nothing that a kept session doesn't need: every AWS call of a user pays for this path.
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
  const app = await wireApp({
    environment: process.env,
    platform: process.platform,
    memoryOnly: argv.includes('--memory-only') || wantsMemoryOnly(process.env),
  });
  const context = await loadContextFor(app, profile);
  const { session, chain, warnings } = await obtainSession(app, context, profile, {
    waitMs: TIME_LIMIT_MS,
  });
  for (const warning of [...warnings, ...app.sessions.takeNotices()]) {
    // AWS tools show standard error only where the command fails; the log keeps it all the same.
    process.stderr.write(`note: ${warning}\n`);
    app.logger.warn(warning);
  }
  return `${credentialProcessJson(session.credentials, chain.hops.at(-1)?.accountId)}\n`;
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
    timer = setTimeout(() => {
      reject(
        new RoleValetError(
          'TIME_LIMIT',
          `credentials for ${profile} were not ready within ${TIME_LIMIT_MS / 1000} s`,
          `See what takes so long with: role-valet assume ${profile}`,
        ),
      );
    }, TIME_LIMIT_MS);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
