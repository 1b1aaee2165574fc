import type { BaseSource } from '../aws/bases/types.ts';
import type { Iam } from '../aws/iam/types.ts';
import type { Network } from '../aws/network/types.ts';
import type { SignInPorts } from '../aws/sign-in/types.ts';
import type { Sts } from '../aws/sts/types.ts';
import type { SessionNameContext } from '../chain/session-name.ts';
import type { KeyStore } from '../keys/types.ts';
import type { Clock, Commands, Environment, FileLocks, Files, Locks, Logger } from '../ports.ts';
import type { Sealer } from '../sealing.ts';
import type { SingleFlight } from '../sessions/single-flight.ts';
import type { SessionStore, SpentCodes } from '../sessions/types.ts';

/** All that the use cases need, made once by whoever wires a process (command line or desktop). */
export interface App {
  readonly environment: Environment;
  /** The app's own folder, real path. */
  readonly homePath: string;
  readonly configPath: string;
  readonly credentialsPath: string;
  readonly files: Files;
  readonly locks: Locks & FileLocks;
  readonly clock: Clock;
  readonly commands: Commands;
  readonly logger: Logger;
  readonly keys: KeyStore;
  readonly sessions: SessionStore;
  readonly spentCodes: SpentCodes;
  /** Undefined in memory-only mode: then nothing can be sealed, and backups stay beside the file. */
  readonly sealer: Sealer | undefined;
  /** The way out to AWS. */
  readonly network: Network;
  readonly sts: Sts;
  /** Bases whose credentials must be fetched. */
  readonly bases: BaseSource;
  readonly iam: Iam;
  readonly signIn: SignInPorts;
  readonly flights: SingleFlight;
  /** Who is at the machine, for session names. */
  readonly user: Pick<SessionNameContext, 'user' | 'host'>;
}

/** Why a code is asked for, in the words a person needs to choose the right device. */
export interface MfaQuestion {
  readonly serial: string;
  readonly baseProfile: string;
  /** Account of the device, where its serial is an ARN. */
  readonly accountId: string | undefined;
  /** The role that waits for the code; undefined where the base itself was asked for. */
  readonly role: string;
  /** Set where an earlier answer was not accepted. */
  readonly previous: 'wrong' | 'spent' | 'malformed' | undefined;
}

/** Asks the person at the machine. Gives undefined where the answer is a refusal. */
export interface MfaPrompt {
  ask(question: MfaQuestion): Promise<string | undefined>;
}

/** What a caller wants when it asks for credentials. */
export interface SessionWish {
  /** Seconds asked for on the command line. */
  readonly requestedSeconds?: number;
  /** Region for outputs and the last hop. */
  readonly region?: string;
  /** A code given by argument or standard input. */
  readonly mfaCode?: string;
  /** How to ask; undefined where nobody can be asked. */
  readonly prompt?: MfaPrompt;
  /** True where the session is only for the roles behind it, as an MFA session is. */
  readonly isForOthers?: boolean;
  /** A renewal wants a new session or the reason why not, never the rest of the old one. */
  readonly isRenewal?: boolean;
  /** How long to wait for another process that holds a lock, milliseconds. */
  readonly waitMs?: number;
}

/** How many milliseconds before expiry a session is renewed rather than handed out. */
export const RENEWAL_MARGIN_MS = 15 * 60_000;
