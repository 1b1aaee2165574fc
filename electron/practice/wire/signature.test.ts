import { STSClient } from '@aws-sdk/client-sts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import type { HttpRequest } from './http-request.ts';
import { canonicalRequest, signatureOf } from './signature.ts';

const requestOf = (parts: Partial<HttpRequest>): HttpRequest => ({
  method: 'GET',
  path: '/',
  query: '',
  headers: new Map(),
  body: new Uint8Array(),
  ...parts,
});

describe('canonicalRequest', () => {
  test('sorts and encodes the query, and trims headers', () => {
    const request = requestOf({
      query: "b=2&a=x%20y&a=x+a&c=%2B!'()*&d",
      headers: new Map([['host', '  a   b ']]),
    });
    expect(canonicalRequest(request, ['host'])).toBe(
      'GET\n/\na=x%20a&a=x%20y&b=2&c=%2B%21%27%28%29%2A&d=\nhost:a b\n\nhost\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });
});

describe('signatureOf', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 });
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/).map((word) => `x-${word}`);
  const headerValue = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);

  test('is the signature of the JavaScript SDK, for any request', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          method: fc.constantFrom('GET', 'POST'),
          query: fc.dictionary(
            // As a key of a JavaScript object this one sets the prototype instead.
            text.filter((word) => word !== '' && word !== '__proto__'),
            text,
            { maxKeys: 4 },
          ),
          headers: fc.dictionary(name, headerValue, { maxKeys: 4 }),
          body: text,
          region: fc.constantFrom('us-east-1', 'eu-west-1'),
          secretAccessKey: fc.stringMatching(/^[A-Za-z0-9+/]{40}$/),
          sessionToken: fc.option(fc.base64String({ minLength: 4, maxLength: 400 }), {
            nil: undefined,
          }),
          time: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
        }),
        async ({ method, query, headers, body, region, secretAccessKey, sessionToken, time }) => {
          const signed = await signWithSdk(
            { method, query, headers: { ...headers, host: '127.0.0.1:80' }, body },
            region,
            { secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
            time,
          );
          const match = /SignedHeaders=([^,]+), Signature=(\w+)/.exec(
            signed.headers.authorization ?? '',
          );
          const request = requestOf({
            method,
            query: Object.entries(query)
              .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
              .join('&'),
            headers: new Map(Object.entries(signed.headers)),
            body: Buffer.from(body, 'utf8'),
          });
          const timestamp = signed.headers['x-amz-date'] ?? '';
          expect(
            signatureOf(
              request,
              (match?.[1] ?? '').split(';'),
              timestamp,
              { date: timestamp.slice(0, 8), region, service: 'sts' },
              secretAccessKey,
            ),
          ).toBe(match?.[2]);
        },
      ),
      { numRuns: loopCount(2_000, 200), seed: loopSeed() },
    );
  });
});

interface Signable {
  readonly method: string;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** The SDK's own signer, through the client that carries it. */
async function signWithSdk(
  request: Signable,
  region: string,
  secrets: { secretAccessKey: string; sessionToken?: string },
  signingDate: Date,
): Promise<{ headers: Record<string, string> }> {
  const client = new STSClient({
    region,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', ...secrets },
  });
  const signer = await client.config.signer({
    schemeId: 'aws.auth#sigv4',
    signingProperties: { name: 'sts', signingRegion: region },
  } as never);
  const http = { ...request, protocol: 'http:', hostname: '127.0.0.1', path: '/' };
  const signed = await signer.sign(http as never, {
    signingDate,
    signingRegion: region,
    signingService: 'sts',
  });
  client.destroy();
  return signed as unknown as { headers: Record<string, string> };
}
