import type { ServerResponse } from 'node:http';
import type { FederationAnswer } from './federation.ts';

/**
 * Sends an answer of the sign-in service. The pages run nothing and load nothing, and their address,
 * which holds the sign-in token, goes to nobody.
 */
export function sendFederation(response: ServerResponse, answer: FederationAnswer): void {
  const { status, contentType, text, location } = answer;
  response.writeHead(status, {
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    ...(location === undefined ? {} : { Location: location }),
  });
  response.end(text);
}
