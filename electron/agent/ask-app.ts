import { homeDirectoryOf } from '../core/aws-config/locations.ts';
import { appHomePath } from '../core/home.ts';
import type { Environment } from '../core/ports.ts';
import { agentAddress } from './agent-address.ts';
import { callerWorld } from './caller-world.ts';
import { askAgent } from './client.ts';
import type { HttpAnswer } from './http-answer.ts';
import type { CredentialsRequest, Difference, ErrorAnswer, SessionRequest } from './protocol.ts';

/**
 * By when an app that runs shows life, milliseconds. Generous: hundreds of programs may ask on a busy
 * machine, and a caller that gives up does all the work a second time.
 */
const SIGN_MS = 20_000;

export interface AskOptions {
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  /** Longest wait for the answer, milliseconds. */
  readonly timeMs: number;
}

/**
 * What the running app says. `self`: the caller does the work itself; with `reason` where an app
 * seems to run, in words for one note, which are missing where none does.
 */
export type AppAnswer =
  | { readonly kind: 'self'; readonly reason?: string }
  | { readonly kind: 'late' }
  | { readonly kind: 'error'; readonly answer: ErrorAnswer }
  | { readonly kind: 'done'; readonly body: string };

/**
 * Puts a request, with what the caller's variables say, to the running app of the same home. Never
 * rejects. Loads no more than a socket: `credential-process` comes by here on every AWS call.
 */
export async function askApp(
  path: string,
  request: CredentialsRequest | SessionRequest,
  { environment, platform, timeMs }: AskOptions,
): Promise<AppAnswer> {
  const osHome = environment.HOME || process.getBuiltinModule('node:os').homedir();
  const homePath = appHomePath(
    environment,
    homeDirectoryOf(environment, platform, osHome),
    platform,
  );
  const address = await agentAddress({ homePath, platform, environment });
  if (address === undefined) return { kind: 'self' };
  if ('problem' in address) return { kind: 'self', reason: address.problem };
  const body = { ...request, caller: callerWorld(environment, platform, osHome) };
  const asked = await askAgent(address, { path, body }, { timeMs, signMs: SIGN_MS });
  if (asked === undefined) return { kind: 'self' };
  if ('answer' in asked) return understood(asked.answer);
  return asked.trouble === 'time-limit'
    ? { kind: 'late' }
    : { kind: 'self', reason: TROUBLE_TEXTS[asked.trouble] };
}

const TROUBLE_TEXTS = {
  hung: 'it does not answer',
  lost: 'it broke off',
  garbled: 'what answers on its socket is something else',
} as const;

const DIFFERENCE_TEXTS: Readonly<Record<Difference, string>> = {
  configPath: 'with another config file',
  credentialsPath: 'with another credentials file',
  stsEndpoint: 'with another STS endpoint',
  caBundle: 'with another AWS_CA_BUNDLE',
  fips: 'with another AWS_USE_FIPS_ENDPOINT',
  dualStack: 'with another AWS_USE_DUALSTACK_ENDPOINT',
  baseEndpoints: 'with other AWS_ENDPOINT_URL or AWS_EC2_METADATA_SERVICE_ variables',
  commandVariables: 'with other AWS_ variables, by which a credential_process may choose',
  environment: 'without the keys of this shell',
};

function understood({ status, body }: HttpAnswer): AppAnswer {
  if (status === 200) return { kind: 'done', body };
  const answer = parseError(body);
  if (answer === undefined) return { kind: 'self', reason: TROUBLE_TEXTS.garbled };
  if (status === 409) {
    const differs = (answer.differs ?? []).map((name) => DIFFERENCE_TEXTS[name] ?? name);
    return { kind: 'self', reason: differs.join(' and ') };
  }
  if (status === 429) return { kind: 'self', reason: 'too many programs ask it' };
  // The app can't see a key that only this shell has; looking for it costs no call to AWS.
  if (answer.error.code === 'BASE_KEY_MISSING') return { kind: 'self' };
  return { kind: 'error', answer };
}

function parseError(body: string): ErrorAnswer | undefined {
  try {
    const value = JSON.parse(body) as Partial<ErrorAnswer> | null;
    const { code, message, hint } = value?.error ?? {};
    const isError = [code, message, hint].every((text) => typeof text === 'string');
    const isListed = value?.differs === undefined || Array.isArray(value.differs);
    return isError && isListed ? (value as ErrorAnswer) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
