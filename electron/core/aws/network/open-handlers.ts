import { RoutedAgent, type Way } from './routed-agent.ts';
import type { Handlers } from './types.ts';

/** Both handlers, and the agent of calls that are not an SDK's. */
export interface OpenHandlers extends Handlers {
  readonly agent: RoutedAgent;
}

/** A handler's own limit only ends what the agent's missed: connections of plain http. */
const MARGIN_MS = 1_000;

/** Makes the handlers that go one way. */
export async function openHandlers(way: Way): Promise<OpenHandlers> {
  const { NodeHttpHandler } = await import('@smithy/node-http-handler');
  const handler = (keepAlive: boolean) =>
    new NodeHttpHandler({
      connectionTimeout: way.connectTimeoutMs + MARGIN_MS,
      // Without this the SDK only prints a warning to stderr when the time is up.
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive },
      httpsAgent: new RoutedAgent(way, { keepAlive }),
    });
  return {
    reusing: handler(true),
    fresh: handler(false),
    agent: new RoutedAgent(way, { keepAlive: false }),
  };
}
