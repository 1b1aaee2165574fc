import type { Clock, Random } from '../../../core/ports.ts';
import { type JsonObject, type OidcClient, requiredText } from './clients.ts';
import { OidcFailure } from './oidc-failure.ts';

/** A sign-in with a code that a person confirms in a browser (RFC 8628). */
export interface DeviceSignIn {
  readonly deviceCode: string;
  /** What the person compares, such as `BCDF-GHJK`. */
  readonly userCode: string;
  readonly clientId: string;
  readonly clientName: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** The sign-ins by device. */
export interface DeviceSignIns {
  start(client: OidcClient): DeviceSignIn;
  /** Those that wait for a person, oldest first. */
  pending(): readonly DeviceSignIn[];
  /** Decides for the person: as which user, or undefined for no. Throws Error where none waits. */
  decide(userCode: string, userName: string | undefined): void;
  /**
   * The user's name once a person said yes; a second time it is InvalidGrant. Throws
   * AuthorizationPending, SlowDown, ExpiredToken, AccessDenied, InvalidGrant.
   */
  redeem(client: OidcClient, input: JsonObject): string;
}

/** How long a code can be confirmed, milliseconds: ten minutes, as AWS gives. */
const LIFE = 600_000;
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';

interface Entry {
  readonly signIn: DeviceSignIn;
  decision: 'pending' | 'denied' | 'redeemed' | { readonly userName: string };
  /** When the last two polls came, epoch milliseconds. */
  polls: readonly number[];
}

/** None yet. Polls should be `interval` seconds apart. */
export function makeDeviceSignIns(clock: Clock, random: Random, interval: number): DeviceSignIns {
  const entries = new Map<string, Entry>();
  const isWaiting = ({ signIn, decision }: Entry): boolean =>
    decision === 'pending' && signIn.expiresAt > clock.now();
  return {
    start(client) {
      const letters = Array.from(random.bytes(8), (byte) => LETTERS[byte % LETTERS.length]).join(
        '',
      );
      const signIn: DeviceSignIn = {
        deviceCode: Buffer.from(random.bytes(64)).toString('base64url'),
        userCode: `${letters.slice(0, 4)}-${letters.slice(4)}`,
        clientId: client.id,
        clientName: client.name,
        expiresAt: clock.now() + LIFE,
      };
      entries.set(signIn.deviceCode, { signIn, decision: 'pending', polls: [] });
      return signIn;
    },
    pending: () => [...entries.values()].filter(isWaiting).map(({ signIn }) => signIn),
    decide(userCode, userName) {
      const entry = [...entries.values()].find(
        (candidate) => candidate.signIn.userCode === userCode && isWaiting(candidate),
      );
      if (entry === undefined) {
        throw new Error(`no sign-in waits for the code ${userCode}`);
      }
      entry.decision = userName === undefined ? 'denied' : { userName };
    },
    redeem(client, input) {
      const entry = entries.get(requiredText(input, 'deviceCode'));
      if (entry === undefined || entry.signIn.clientId !== client.id) {
        throw new OidcFailure('invalid_grant', 'Invalid device code provided');
      }
      return redeemEntry(entry, clock.now(), interval * 1000);
    },
  };
}

function redeemEntry(entry: Entry, now: number, intervalMs: number): string {
  if (entry.decision === 'redeemed') {
    throw new OidcFailure('invalid_grant', 'The device code was used already');
  }
  if (entry.signIn.expiresAt <= now) {
    throw new OidcFailure('expired_token', 'The device code has expired');
  }
  if (entry.decision === 'denied') {
    throw new OidcFailure('access_denied', 'The request was denied by the user');
  }
  if (entry.decision === 'pending') {
    // Two at once are fine: the AWS CLI asks once before it shows the code, and once right after.
    const [earliest] = entry.polls;
    const isTooFast =
      entry.polls.length === 2 && earliest !== undefined && now - earliest < intervalMs;
    entry.polls = [...entry.polls, now].slice(-2);
    if (isTooFast) {
      throw new OidcFailure('slow_down', 'Polling too fast');
    }
    throw new OidcFailure('authorization_pending', 'The user has not confirmed the code yet');
  }
  const { userName } = entry.decision;
  entry.decision = 'redeemed';
  return userName;
}
