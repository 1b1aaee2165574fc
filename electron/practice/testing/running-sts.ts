/** A practice STS for one test, with a clock that the test moves and clients that sign for real. */
import { STSClient } from '@aws-sdk/client-sts';
import type { Clock } from '../../core/ports.ts';
import { systemRandom } from '../../node/random.ts';
import type { Organisation, User } from '../organisation.ts';
import { type PracticeSts, startPracticeSts } from '../practice-sts.ts';
import { sampleOrganisation } from '../sample-organisation.ts';
import { totpCode } from '../totp.ts';
import type { HttpRequest } from '../wire/http-request.ts';
import { signatureOf } from '../wire/signature.ts';
import type { ClientCredentials } from './real-clients.ts';

/** The machine's clock, which a test may move on. */
export interface TestClock extends Clock {
  advance(milliseconds: number): void;
}

export function testClock(): TestClock {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    advance(milliseconds) {
      offset += milliseconds;
    },
  };
}

export interface RunningSts {
  readonly sts: PracticeSts;
  readonly organisation: Organisation;
  readonly clock: TestClock;
  /** The active key of the user with that profile. */
  keyOf(profile: string): ClientCredentials;
  /** A JavaScript client that tries once, unless told otherwise. */
  client(credentials: ClientCredentials, options?: ClientOptions): STSClient;
  /** A serial and a code that nobody has used: moves the clock on by one code. */
  freshCode(): { readonly SerialNumber: string; readonly TokenCode: string };
  [Symbol.asyncDispose](): Promise<void>;
}

export interface ClientOptions {
  readonly region?: string;
  readonly clockOffset?: number;
  readonly maxAttempts?: number;
}

/** Starts the server for the sample organisation, or for a changed one. */
export async function runSts(
  change: (organisation: Organisation) => Organisation = (organisation) => organisation,
): Promise<RunningSts> {
  const organisation = change(sampleOrganisation(systemRandom()));
  const clock = testClock();
  const sts = await startPracticeSts({ organisation, clock, random: systemRandom() });
  const clients: STSClient[] = [];
  return {
    sts,
    organisation,
    clock,
    keyOf: (profile) => activeKey(organisation.users.find((user) => user.profile === profile)),
    client(credentials, { region = 'eu-west-1', clockOffset = 0, maxAttempts = 1 } = {}) {
      const client = new STSClient({
        endpoint: sts.url,
        region,
        maxAttempts,
        systemClockOffset: clockOffset,
        credentials: {
          accessKeyId: credentials.accessKeyId,
          secretAccessKey: credentials.secretAccessKey,
          ...(credentials.sessionToken === undefined
            ? {}
            : { sessionToken: credentials.sessionToken }),
        },
      });
      clients.push(client);
      return client;
    },
    freshCode() {
      clock.advance(30_000);
      const device = organisation.users.flatMap(({ mfaDevices }) => mfaDevices)[0];
      if (device === undefined) {
        throw new Error('no device');
      }
      return { SerialNumber: device.serial, TokenCode: totpCode(device.secret, clock.now()) };
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) {
        client.destroy();
      }
      await sts.close();
    },
  };
}

/** The `Credentials` of an answer, in the form that clients take. */
export function trioOf(
  credentials:
    | {
        AccessKeyId: string | undefined;
        SecretAccessKey: string | undefined;
        SessionToken: string | undefined;
      }
    | undefined,
): Required<ClientCredentials> {
  const { AccessKeyId, SecretAccessKey, SessionToken } = credentials ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined) {
    throw new Error('no trio in the answer');
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
}

/** What an SDK's error says: the code on the wire, the HTTP status and the text. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { Code, name, message, $metadata } = error as Record<string, never>;
    const status = ($metadata as { httpStatusCode?: number } | undefined)?.httpStatusCode;
    return `${Code ?? name} ${status}: ${message}`;
  }
  throw new Error('the call was not refused');
}

/** The headers of a signed GET or POST. */
export function signedHeaders(
  url: string,
  { accessKeyId, secretAccessKey, sessionToken }: ClientCredentials,
  request: { method: 'GET' | 'POST'; query?: string; body?: string },
  now = Date.now(),
  scope: { region?: string; service?: string; date?: string } = {},
): Record<string, string> {
  const timestamp = new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const { region = 'eu-west-1', service = 'sts', date = timestamp.slice(0, 8) } = scope;
  const headers: Record<string, string> = {
    host: new URL(url).host,
    'x-amz-date': timestamp,
    ...(request.body === undefined ? {} : { 'content-type': FORM }),
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  };
  const names = Object.keys(headers).sort();
  const http: HttpRequest = {
    method: request.method,
    path: '/',
    query: request.query ?? '',
    headers: new Map(Object.entries(headers)),
    body: Buffer.from(request.body ?? ''),
  };
  const signature = signatureOf(http, names, timestamp, { date, region, service }, secretAccessKey);
  const credential = `${accessKeyId}/${date}/${region}/${service}/aws4_request`;
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}

const FORM = 'application/x-www-form-urlencoded; charset=utf-8';

function activeKey(user: User | undefined): ClientCredentials {
  const key = user?.keys.find(({ active }) => active);
  if (key === undefined) {
    throw new Error('no such user');
  }
  return key;
}
