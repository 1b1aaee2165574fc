import type { ShowRequest } from '../../electron/contract/show-request.ts';

/** What main asks the window to show. Requests come before there is anything to show them in. */
export interface ShowRequests {
  readonly accept: (request: ShowRequest) => void;
  /** Calls `show` with the newest request that nobody has shown yet, and with each that comes. */
  readonly follow: (show: (request: ShowRequest) => void) => () => void;
}

export function createShowRequests(): ShowRequests {
  let waiting: ShowRequest | undefined;
  let follower: ((request: ShowRequest) => void) | undefined;
  return {
    accept: (request) => {
      if (follower === undefined) {
        waiting = request;
      } else {
        follower(request);
      }
    },
    follow: (show) => {
      follower = show;
      if (waiting !== undefined) {
        show(waiting);
        waiting = undefined;
      }
      return () => {
        if (follower === show) {
          follower = undefined;
        }
      };
    },
  };
}
