import type { ConsoleWish } from '../../../contract/access.ts';
import type { Done } from '../../../contract/results.ts';
import { resolveChain } from '../../chain/resolve-chain.ts';
import { chosenBrowser } from '../../console/browser-command.ts';
import { clockTime } from '../../time-text.ts';
import { consolePage, makeConsoleLink } from '../console-link.ts';
import { obtainConsoleSession } from '../console-session.ts';
import { answering } from './answering.ts';
import type { Desktop } from './desktop.ts';
import { noteUse } from './session-verbs.ts';
import { whileShown } from './shown-work.ts';

/** The way out to the AWS console. */
export function consoleVerbs(desktop: Desktop) {
  return answering(desktop, {
    openConsole: (profile: string, wish: ConsoleWish) => openConsole(desktop, profile, wish),
  });
}

/** The link is a secret for 15 minutes: it goes from here to the browser, and nowhere else. */
async function openConsole(
  desktop: Desktop,
  profile: string,
  { service, isReadOnly }: ConsoleWish,
): Promise<Done> {
  const { app, marks } = desktop.world;
  const context = await desktop.context();
  const name = service.trim();
  const page = name === '' ? {} : { service: name };
  consolePage(app, resolveChain(context, profile), page);
  const obtained = await whileShown(desktop, profile, 'person', (prompt) =>
    obtainConsoleSession(app, context, profile, { isReadOnly }, { prompt }),
  );
  const link = await makeConsoleLink(app, obtained, page);
  const { roles, accounts } = marks.current;
  const accountId = obtained.chain.hops.at(-1)?.accountId ?? '';
  await desktop.ports.browser.handOver(
    link.url,
    chosenBrowser(
      Object.hasOwn(roles, profile) ? roles[profile] : undefined,
      Object.hasOwn(accounts, accountId) ? accounts[accountId] : undefined,
    ),
  );
  await noteUse(desktop, profile);
  await desktop.refreshLive();
  const until = clockTime(link.sessionEndsAt, obtained.now);
  return {
    message: `The console is open as ${profile}${isReadOnly ? ', read-only,' : ''} until ${until}`,
    notices: [...obtained.warnings, ...link.notices],
  };
}
