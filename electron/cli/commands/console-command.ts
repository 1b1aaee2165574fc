import type { Command } from 'commander';
import type { App } from '../../core/app/app.ts';
import { type ConsoleLink, consolePage, makeConsoleLink } from '../../core/app/console-link.ts';
import { consoleSessionWish, obtainConsoleSession } from '../../core/app/console-session.ts';
import { findRole, rememberLastRole } from '../../core/app/find-role.ts';
import { loadContext } from '../../core/app/load-context.ts';
import { parseDuration } from '../../core/chain/duration.ts';
import { resolveChain } from '../../core/chain/resolve-chain.ts';
import { chosenBrowser } from '../../core/console/browser-command.ts';
import { clockTime, timeLeft } from '../../core/time-text.ts';
import { openSecretLink } from '../../node/open-secret-link.ts';
import { systemRandom } from '../../node/random.ts';
import {
  addSessionOptions,
  type CommandContext,
  noteAll,
  printJson,
  type SessionOptions,
  wishFrom,
} from '../command-context.ts';
import { type HandedOut, obtainFor } from '../obtain-role.ts';
import { openStoredSettings } from '../role-marks.ts';
import type { Terminal } from '../terminal.ts';

interface ConsoleOptions extends SessionOptions {
  readonly service?: string;
  readonly path?: string;
  readonly readOnly?: true;
  readonly logout?: true;
  readonly print?: true;
}

/** A browser that has to start first, on a slow machine, milliseconds. */
const BROWSER_WAIT_MS = 60_000;

/** `console ROLE`: signs the browser in to the AWS console, or prints the link that does. */
export function addConsoleCommand(program: Command, context: CommandContext): void {
  addSessionOptions(program.command('console <role>'))
    .description('open the AWS console in the browser, signed in as the role')
    .option('--service <name>', 'the page of a service, such as ec2')
    .option('--path <path>', 'a page by its path, such as /ec2/home#Instances:, or its https link')
    .option('--read-only', "limit this sign-in to what AWS's policy ReadOnlyAccess allows")
    .option('--logout', "end the browser's present sign-in first (not with multi-session support)")
    .option('--print', 'print the link instead; it is a secret for 15 minutes')
    .action(async (query: string, options: ConsoleOptions) => {
      const { terminal } = context;
      const isJson = options.json === true;
      const { app, obtained, link } = await makeLink(context, query, options);
      if (options.print === true) {
        printLink(terminal, link, isJson);
      } else {
        await openInBrowser(terminal, app, obtained, link);
        tellOpened(terminal, obtained, link, isJson);
      }
      noteAll(terminal, [...obtained.warnings, ...link.notices]);
    });
}

async function makeLink(
  { terminal, app: makeApp }: CommandContext,
  query: string,
  options: ConsoleOptions,
): Promise<{ app: App; obtained: HandedOut; link: ConsoleLink }> {
  const { service, path, region, duration } = options;
  const length = duration === undefined ? {} : { sessionSeconds: parseDuration(duration) };
  const wish = wishFrom(terminal, options);
  const app = await makeApp(options);
  const context = await loadContext(app, region);
  const role = await findRole(app, context, query);
  const page = {
    ...length,
    ...(service === undefined ? {} : { service }),
    ...(path === undefined ? {} : { path }),
    ...(region === undefined ? {} : { region }),
    ...(options.logout === true ? { endsPresentSignIn: true } : {}),
  };
  consolePage(app, resolveChain(context, role), page);
  const sessionWish = consoleSessionWish(context, role, length, wish);
  // The running app knows nothing of read-only sessions: they are made for one link alone.
  const obtained: HandedOut =
    options.readOnly === true
      ? await terminal.withProgress(`assuming ${role}, read-only`, () =>
          obtainConsoleSession(app, context, role, { ...length, isReadOnly: true }, wish),
        )
      : await obtainFor({ terminal, app, context, role, wish: sessionWish, options });
  const link = await terminal.withProgress('signing in to the console', () =>
    makeConsoleLink(app, obtained, page),
  );
  await rememberLastRole(app, role);
  return { app, obtained, link };
}

async function openInBrowser(
  terminal: Terminal,
  app: App,
  { chain }: HandedOut,
  { url }: ConsoleLink,
): Promise<void> {
  const { roles, accounts } = (await openStoredSettings(app)).current;
  const accountId = chain.hops.at(-1)?.accountId ?? '';
  const command = chosenBrowser(
    Object.hasOwn(roles, chain.profile) ? roles[chain.profile] : undefined,
    Object.hasOwn(accounts, accountId) ? accounts[accountId] : undefined,
  );
  await terminal.withProgress('waiting for the browser', () =>
    openSecretLink(url, {
      command,
      environment: terminal.environment,
      platform: process.platform,
      random: systemRandom(),
      timeoutMs: BROWSER_WAIT_MS,
    }),
  );
}

function printLink(terminal: Terminal, { url }: ConsoleLink, json: boolean): void {
  if (json) {
    printJson(terminal, { url });
    return;
  }
  terminal.print(`${url}\n`);
  if (terminal.isScreen) {
    terminal.note('Whoever opens this link within 15 minutes is signed in: share it with nobody.');
  }
}

function tellOpened(
  terminal: Terminal,
  { session, now }: HandedOut,
  { destination, sessionEndsAt }: ConsoleLink,
  json: boolean,
): void {
  const arn = session.assumedRoleArn;
  if (json) {
    printJson(terminal, {
      destination,
      ...(arn === undefined ? {} : { arn }),
      expiration: new Date(sessionEndsAt).toISOString(),
    });
    return;
  }
  const until = `${clockTime(sessionEndsAt, now)} (${timeLeft(sessionEndsAt - now)} left)`;
  terminal.print(
    `Opened   ${destination}\nYou are  ${terminal.style('bold', arn ?? session.profile)}\nUntil    ${until}\n`,
  );
}
