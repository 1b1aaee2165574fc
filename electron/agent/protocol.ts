import type { ErrorValue } from '../contract/errors.ts';
import type { StoredSession } from '../core/sessions/types.ts';

/**
 * What the running app and its clients say to each other: HTTP/1.1 over a Unix socket or a Windows
 * pipe, one request a connection. On Unix `curl --unix-socket PATH http://role-valet/v1/hello` is a
 * client too. The path holds the version: what changes its meaning gets a new one.
 */
export const HELLO_PATH = '/v1/hello';
export const CREDENTIALS_PATH = '/v1/credentials';
export const SESSIONS_PATH = '/v1/sessions';

/** The only `Host` that is answered: a web page that got here over some proxy can't send it. */
export const AGENT_HOST = 'role-valet';

/** Longest time a caller may want to wait for its answer, milliseconds. */
export const MOST_WAIT_MS = 300_000;

/**
 * A request that takes longer than this gets a `102 Processing` first, milliseconds: by that a client
 * tells an app that is at work, or waits for its user, from one that hangs.
 */
export const SIGN_OF_LIFE_MS = 1_000;

/** What of its surroundings decides which credentials a caller means. */
export interface CallerWorld {
  /** Absolute. */
  readonly configPath: string;
  /** Absolute. */
  readonly credentialsPath: string;
  /** As `callerWorld` reads it from the variables; left out where they say nothing. */
  readonly stsEndpoint?: string;
  /** AWS_CA_BUNDLE, absolute; left out where it is not set. */
  readonly caBundle?: string;
  /** AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT; left out where they are not set. */
  readonly fips?: string;
  readonly dualStack?: string;
  /**
   * The variables besides AWS_ENDPOINT_URL_STS that say where bases are had, one a line; left out where
   * none is set.
   */
  readonly baseEndpoints?: string;
  /**
   * A hash of the variables that a `credential_process` may go by; left out where none is set. Counts
   * only for a chain that starts from such a command.
   */
  readonly commandVariables?: string;
}

/** In which way the caller's world is another one than the app's. `environment`: keys in variables. */
export type Difference = keyof CallerWorld | 'environment';

/** Answer to GET /v1/hello. Holds no secret. */
export interface Hello {
  readonly version: string;
  readonly pid: number;
  readonly configPath: string;
  readonly credentialsPath: string;
}

/** Body of POST /v1/credentials; the answer is exactly what a `credential_process` prints. */
export interface CredentialsRequest {
  readonly profile: string;
  /** Left out, the app's own files are meant. */
  readonly caller?: CallerWorld;
  /** How long the caller waits, milliseconds. */
  readonly waitMs?: number;
}

/** Body of POST /v1/sessions. */
export interface SessionRequest extends CredentialsRequest {
  /** `program` where nobody sits at a terminal: then no window comes up. Left out: `person`. */
  readonly origin?: 'person' | 'program';
  readonly requestedSeconds?: number;
  readonly region?: string;
  readonly mfaCode?: string;
}

/** Answer to POST /v1/sessions: `Obtained` without what the caller can work out from its files. */
export interface SessionAnswer {
  readonly session: StoredSession;
  readonly reused: boolean;
  readonly warnings: readonly string[];
  readonly now: number;
}

/** Every answer but a 200. */
export interface ErrorAnswer {
  readonly error: ErrorValue;
  /** Only with 409: the caller's world is another one, and the caller does the work itself. */
  readonly differs?: readonly Difference[];
}
