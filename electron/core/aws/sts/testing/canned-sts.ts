import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly parameters: URLSearchParams;
  /** The access key id in the signature. */
  readonly accessKeyId: string | undefined;
  /** The caller's port: the same for two requests on one connection. */
  readonly callerPort: number | undefined;
}

/** What the server does with one request. */
export type Answer = (response: ServerResponse, request: RecordedRequest) => void;

/** An STS of canned answers on loopback: checks nothing, records everything. */
export interface CannedSts {
  readonly endpoint: string;
  readonly port: number;
  readonly requests: RecordedRequest[];
  /** Answers every request from now on with the given ones in turn; the last one stays. */
  respond(...answers: Answer[]): void;
  close(): Promise<void>;
}

/** Starts the server; with `tls`, on https with that key and certificate. */
export async function startCannedSts(tls?: ServerOptions): Promise<CannedSts> {
  const requests: RecordedRequest[] = [];
  let answers: Answer[] = [];
  const listener = async (incoming: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) {
      chunks.push(chunk as Buffer);
    }
    const request: RecordedRequest = {
      method: incoming.method ?? '',
      url: incoming.url ?? '',
      headers: incoming.headers,
      parameters: new URLSearchParams(Buffer.concat(chunks).toString('utf8')),
      accessKeyId: /Credential=([^/]+)\//.exec(incoming.headers.authorization ?? '')?.[1],
      callerPort: incoming.socket.remotePort,
    };
    requests.push(request);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    answer?.(response, request);
  };
  const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    requests,
    respond(...next) {
      answers = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const namespace = 'xmlns="https://sts.amazonaws.com/doc/2011-06-15/"';

/** Sends `body` as STS would. `serverTime`, epoch milliseconds, is what the Date header says. */
export function raw(
  status: number,
  body: string,
  options: { contentType?: string; serverTime?: number } = {},
): Answer {
  return (response) => {
    response.writeHead(status, {
      'content-type': options.contentType ?? 'text/xml',
      date: new Date(options.serverTime ?? Date.now()).toUTCString(),
      'x-amzn-requestid': 'c6104cbe-af31-11e0-8154-cbc7ccf896c7',
    });
    response.end(body);
  };
}

/** An error answer of STS. */
export function failure(
  status: number,
  code: string,
  message: string,
  options: { serverTime?: number } = {},
): Answer {
  const text = message.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return raw(
    status,
    `<ErrorResponse ${namespace}><Error><Type>Sender</Type><Code>${code}</Code><Message>${text}</Message></Error><RequestId>c6104cbe</RequestId></ErrorResponse>`,
    options,
  );
}

/** The result of an action. `accessKeyId` marks whose answer it is. */
export function success(
  action: string,
  result: string,
  options: { serverTime?: number } = {},
): Answer {
  return raw(
    200,
    `<${action}Response ${namespace}><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>c6104cbe</RequestId></ResponseMetadata></${action}Response>`,
    options,
  );
}

/** The `Credentials` element; every part can be left out or replaced. */
export function credentialsXml(parts: Partial<Record<string, string>> = {}): string {
  const all: Record<string, string | undefined> = {
    AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    SecretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    SessionToken: 'AQoDYXdzEJr1K==EXAMPLE',
    Expiration: new Date(Date.now() + 3_600_000).toISOString(),
    ...parts,
  };
  const elements = Object.entries(all).map(([name, value]) =>
    value === undefined ? '' : `<${name}>${value}</${name}>`,
  );
  return `<Credentials>${elements.join('')}</Credentials>`;
}

/** The whole result of AssumeRole. */
export function assumedRoleXml(parts: Partial<Record<string, string>> = {}): string {
  return `<AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/deployer/me</Arn><AssumedRoleId>AROAEXAMPLE:me</AssumedRoleId></AssumedRoleUser>${credentialsXml(parts)}<PackedPolicySize>6</PackedPolicySize>`;
}

/** The result of GetCallerIdentity. */
export const identityXml =
  '<Arn>arn:aws:iam::111122223333:user/me</Arn><UserId>AIDAEXAMPLE</UserId><Account>111122223333</Account>';
