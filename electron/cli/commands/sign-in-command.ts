import { constants } from 'node:os';
import type { Command } from 'commander';
import { findRole } from '../../core/app/find-role.ts';
import { loadContext } from '../../core/app/load-context.ts';
import { type SignedIn, signIn, signInOf } from '../../core/app/sign-in.ts';
import type { SignInPage } from '../../core/aws/sign-in/sign-in-page.ts';
import { clockTime, timeLeft } from '../../core/time-text.ts';
import { openBrowser, reasonAgainstBrowser } from '../../node/open-browser.ts';
import { type CommandContext, type GlobalOptions, printJson } from '../command-context.ts';
import type { Terminal } from '../terminal.ts';

interface SignInOptions extends GlobalOptions {
  readonly device?: true;
  /** False with `--no-browser`. */
  readonly browser: boolean;
}

/** What ends a sign-in before the person has answered. */
const GIVE_UP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** `sign-in PROFILE`: signs in to IAM Identity Center for all AWS tools. */
export function addSignInCommand(program: Command, context: CommandContext): void {
  program
    .command('sign-in <profile>')
    .description('sign in to IAM Identity Center; AWS CLI and SDKs share it')
    .option('--device', 'show a code to confirm in any browser, on any machine')
    .option('--no-browser', 'print the address only; open nothing')
    .action(async (query: string, options: SignInOptions) => {
      const { terminal } = context;
      const app = await context.app(options);
      const loaded = await loadContext(app);
      const settings = signInOf(loaded, await findRole(app, loaded, query));
      const obstacle = reasonAgainstBrowser(terminal.environment, process.platform);
      const byDevice = options.device === true || obstacle !== undefined;
      const session = settings.sessionName === undefined ? '' : ` (${settings.sessionName})`;
      terminal.note(`Signing in at ${new URL(settings.startUrl).href}${session}`);

      const signals = giveUpSignals();
      try {
        const page = terminalPage(terminal, options.browser && obstacle === undefined);
        const signedIn = await signIn(app, settings, { page, byDevice, signal: signals.signal });
        tellSignedIn(terminal, signedIn, app.clock.now(), options.json === true);
      } catch (error) {
        const exitCode = signals.exitCode();
        if (exitCode === undefined) throw error;
        terminal.note('The sign-in was cancelled; everything is as it was.');
        context.setExitCode(exitCode);
      } finally {
        signals.release();
      }
    });
}

/** The terminal shows what to open; standard output stays for the result. */
function terminalPage(terminal: Terminal, opensBrowser: boolean): SignInPage {
  return {
    openPage: async (url) => {
      terminal.note(`Open this page to go on:\n\n  ${url}\n`);
      const { environment } = terminal;
      if (opensBrowser && !(await openBrowser(url, environment, process.platform))) {
        terminal.note('The browser could not be started: please open the page yourself.');
      }
    },
    showCode: ({ userCode, url }) => {
      terminal.note(
        `Code: ${userCode}   (allow only if the page shows the same; it is for ${url})`,
      );
    },
    waitForOther: () => {
      terminal.note('Another process is signing in to the same; waiting for it.');
    },
  };
}

function tellSignedIn(terminal: Terminal, signedIn: SignedIn, now: number, json: boolean): void {
  const { settings, expiresAt, isRefreshable } = signedIn;
  if (json) {
    const { profile, sessionName, startUrl, region } = settings;
    const expiration = new Date(expiresAt).toISOString();
    printJson(terminal, { profile, sessionName, startUrl, region, expiration, isRefreshable });
    return;
  }
  const host = new URL(settings.startUrl).host;
  const renewal = isRefreshable ? ', renewed by itself until AWS ends the session' : '';
  const left = timeLeft(expiresAt - now);
  terminal.print(
    `Signed in  ${terminal.style('bold', settings.sessionName ?? host)}\nUntil      ${clockTime(expiresAt, now)} (${left} left${renewal})\n`,
  );
}

interface GiveUpSignals {
  readonly signal: AbortSignal;
  /** What a shell would give for the signal that came, 128 + n; undefined while none has. */
  exitCode(): number | undefined;
  release(): void;
}

/** From here on a signal ends the sign-in, which then tidies up, instead of the process. */
function giveUpSignals(): GiveUpSignals {
  const controller = new AbortController();
  let first: NodeJS.Signals | undefined;
  const giveUp = (signal: NodeJS.Signals): void => {
    first ??= signal;
    controller.abort();
  };
  for (const signal of GIVE_UP_SIGNALS) {
    process.on(signal, giveUp);
  }
  return {
    signal: controller.signal,
    exitCode: () => (first === undefined ? undefined : 128 + constants.signals[first]),
    release: () => {
      for (const signal of GIVE_UP_SIGNALS) {
        process.off(signal, giveUp);
      }
    },
  };
}
