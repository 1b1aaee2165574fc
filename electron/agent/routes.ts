import type { Obtained } from '../core/app/obtain-session.ts';
import { isOfEnvironment } from '../core/chain/chain-base.ts';
import { credentialProcessJson } from '../core/outputs/credential-process.ts';
import type { Logger } from '../core/ports.ts';
import { parseCredentialsRequest, parseSessionRequest } from './parse-request.ts';
import {
  type CallerWorld,
  CREDENTIALS_PATH,
  HELLO_PATH,
  type Hello,
  type SessionAnswer,
} from './protocol.ts';
import { otherWorld } from './refusal.ts';
import type { AgentServices } from './services.ts';
import { SharedObtain } from './shared-obtain.ts';
import { withinTime } from './within-time.ts';
import { worldDifferences } from './world-differences.ts';

/** How long a caller waits that doesn't say, milliseconds. */
const USUAL_WAIT_MS = 45_000;

/** Answers a checked request by its path. `signal` fires when the caller has gone. */
export type Routes = (path: string, body: string, signal: AbortSignal) => Promise<string>;

/** What the paths of the protocol do. The answers throw Refusals and RoleValetErrors. */
export function agentRoutes(services: AgentServices, logger: Logger): Routes {
  const shared = new SharedObtain((request) => services.obtain(request));
  return async (path, body, signal) => {
    switch (path) {
      case HELLO_PATH:
        return JSON.stringify(hello(services));
      case CREDENTIALS_PATH:
        return credentials(services, shared, logger, body, signal);
      default:
        return JSON.stringify(await session(services, body, signal));
    }
  };
}

function hello(services: AgentServices): Hello {
  const { version, configPath, credentialsPath } = services.describe();
  return { version, pid: process.pid, configPath, credentialsPath };
}

async function credentials(
  services: AgentServices,
  shared: SharedObtain,
  logger: Logger,
  body: string,
  signal: AbortSignal,
): Promise<string> {
  const { profile, caller, waitMs = USUAL_WAIT_MS } = parseCredentialsRequest(body);
  await requireSameWorld(services, caller);
  const obtained = await withinTime(profile, waitMs, signal, (within) =>
    shared.run({ profile, origin: 'program', waitMs }, within),
  );
  requireSharedBase(services, obtained, caller);
  for (const warning of obtained.warnings) {
    // AWS tools show standard error only where the command fails.
    logger.warn(warning, { profile });
  }
  return credentialProcessJson(obtained.session.credentials, obtained.chain.hops.at(-1)?.accountId);
}

async function session(
  services: AgentServices,
  body: string,
  signal: AbortSignal,
): Promise<SessionAnswer> {
  const { caller, waitMs = USUAL_WAIT_MS, origin = 'person', ...wish } = parseSessionRequest(body);
  await requireSameWorld(services, caller);
  const obtained = await withinTime(wish.profile, waitMs, signal, (within) =>
    services.obtain({ ...wish, origin, waitMs, signal: within }),
  );
  requireSharedBase(services, obtained, caller);
  const { reused, warnings, now } = obtained;
  return { session: obtained.session, reused, warnings, now };
}

/** Throws a Refusal (409) that names what differs. */
async function requireSameWorld(
  services: AgentServices,
  caller: CallerWorld | undefined,
): Promise<void> {
  const differs = caller === undefined ? [] : await worldDifferences(caller, services.describe());
  if (differs.length > 0) {
    throw otherWorld(differs);
  }
}

/** What the app's own variables hold or choose is not what those of the caller's shell do. */
function requireSharedBase(
  services: AgentServices,
  { chain }: Obtained,
  caller: CallerWorld | undefined,
): void {
  if (caller === undefined) return;
  if (isOfEnvironment(chain.base)) {
    throw otherWorld(['environment']);
  }
  const isChosen = caller.commandVariables !== services.describe().commandVariables;
  if (chain.base.kind === 'process' && isChosen) {
    throw otherWorld(['commandVariables']);
  }
}
