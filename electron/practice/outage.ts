import type { ServerResponse } from 'node:http';
import type { OutageKind } from './faults.ts';
import { StsFault } from './sts-fault.ts';

const PROXY_PAGE = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to the network.</body></html>';

/**
 * Answers a call the wrong way. Gives false: the call is over. Throws a StsFault where the outage is
 * an answer of STS itself.
 */
export function answerOutage(kind: OutageKind, response: ServerResponse): boolean {
  switch (kind) {
    case 'throttle':
      throw new StsFault('Throttling', 400, 'Rate exceeded');
    case 'unavailable':
      response.writeHead(503, { 'Content-Type': 'text/plain' });
      response.end('Service Unavailable\n');
      return false;
    case 'html':
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end(PROXY_PAGE);
      return false;
    case 'empty':
      response.writeHead(200);
      response.end();
      return false;
    case 'hang':
      return false;
    case 'reset':
      response.destroy();
      return false;
  }
}
