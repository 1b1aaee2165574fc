/**
 * What can be made to go wrong with a call.
 * - `throttle`: 400 Throttling. `internal-failure`: 500 InternalFailure. `unavailable`: 503 with a plain
 *   text body, as load balancers send it. `proxy-page`: 200 with a proxy's HTML page.
 *   `empty-answer`: 200 without a body.
 *   `opt-in-required`: 403, as for an account that is not signed up.
 * - `hang`: no answer for as long as the caller waits. `reset`: the connection breaks before the call
 *   is looked at. `lost-answer`: the call is carried out (a code is spent), then the connection breaks.
 */
export type Fault =
  | 'throttle'
  | 'internal-failure'
  | 'unavailable'
  | 'proxy-page'
  | 'empty-answer'
  | 'opt-in-required'
  | 'hang'
  | 'reset'
  | 'lost-answer';

/** Orders trouble, from inside the process that runs the server. */
export interface FaultControl {
  /**
   * The next `calls` calls (of `action`, where one is named) fail with `fault`; orders queue up
   * behind each other.
   */
  order(fault: Fault, calls?: number, action?: string): void;
  /** `order('throttle', calls)`. */
  throttle(calls: number): void;
  /** How far the server's clock runs ahead of the machine's, milliseconds (behind, if negative). */
  clockOffset: number;
  /** New sessions end after so many seconds, whatever was asked for; undefined: as asked for. */
  sessionSeconds: number | undefined;
  /** True: identity providers do not answer when STS wants to check a web identity token. */
  identityProvidersAreDown: boolean;
  /**
   * So many calls with a key made from now on are refused before it is known everywhere, as IAM
   * needs some seconds to tell all of AWS.
   */
  newKeyRefusals: number;
  /**
   * Switches STS off in `region` for callers of one account, or of all. Throws for us-east-1, which
   * AWS never switches off.
   */
  deactivateRegion(region: string, accountId?: string): void;
  /** Takes all of it back. */
  clear(): void;
}

/** The server's side of the fault control. */
export interface FaultState extends FaultControl {
  /** Takes the fault that is due for the call of `action` at hand, if any. */
  next(action: string | undefined): Fault | undefined;
  isDeactivated(region: string, accountId: string): boolean;
}

/** No trouble until some is ordered. */
export function makeFaults(): FaultState {
  const queue: { readonly fault: Fault; readonly action: string | undefined }[] = [];
  const regions = new Set<string>();
  const order = (fault: Fault, calls = 1, action?: string): void => {
    queue.push(...Array.from({ length: calls }, () => ({ fault, action })));
  };
  const state: FaultState = {
    order,
    clockOffset: 0,
    sessionSeconds: undefined,
    identityProvidersAreDown: false,
    newKeyRefusals: 0,
    throttle: (calls) => order('throttle', calls),
    deactivateRegion(region, accountId = '*') {
      if (region === 'us-east-1') {
        throw new Error('STS cannot be switched off in us-east-1');
      }
      regions.add(`${accountId}/${region}`);
    },
    clear() {
      queue.length = 0;
      regions.clear();
      state.clockOffset = 0;
      state.sessionSeconds = undefined;
      state.identityProvidersAreDown = false;
      state.newKeyRefusals = 0;
    },
    next(action) {
      const [due] = queue;
      return due?.action === undefined || due.action === action ? queue.shift()?.fault : undefined;
    },
    isDeactivated: (region, accountId) =>
      regions.has(`*/${region}`) || regions.has(`${accountId}/${region}`),
  };
  return state;
}
