import type { NodeHttpHandler } from '@smithy/node-http-handler';

/** The longest that fetching the credentials of a base may take, retries included, milliseconds. */
export const SOURCE_TIME_LIMIT_MS = 15_000;

/** A handler for one fetch, and what went wrong on it last. */
export interface LimitedHandler {
  readonly handler: NodeHttpHandler;
  /** The last failure below the SDK, whose providers keep only its text. */
  readonly failure: () => unknown;
}

/**
 * A shared handler with a limit on the time: the SDK's providers pass none on. Its connections stay
 * the shared one's, which nobody destroys through this.
 */
export function limitedHandler(shared: NodeHttpHandler, limitMs: number): LimitedHandler {
  const abortSignal = AbortSignal.timeout(limitMs);
  let failure: unknown;
  const handle: NodeHttpHandler['handle'] = async (request, options) => {
    failure = undefined;
    try {
      const requestTimeout = Math.ceil(limitMs / 2);
      return await shared.handle(request, { ...options, abortSignal, requestTimeout });
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  const handler: NodeHttpHandler = Object.create(shared, {
    handle: { value: handle },
    destroy: { value: () => undefined },
  });
  return { handler, failure: () => failure };
}
