import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SessionCredentials } from '../core/credentials.ts';
import type { Clock, Random } from '../core/ports.ts';
import { makeAccessKeys } from './access-keys.ts';
import { answerCall } from './answer-call.ts';
import { checkOrganisation } from './check-organisation.ts';
import { type Fault, type FaultControl, makeFaults } from './faults.ts';
import { type Federation, makeFederation } from './federation/federation.ts';
import { sendFederation } from './federation/send-federation.ts';
import { issueServiceSession, type ServiceSession } from './issue-session.ts';
import { makeMfaCheck } from './mfa.ts';
import type { Organisation } from './organisation.ts';
import { randomRequestId } from './random-names.ts';
import { makeSessions } from './sessions.ts';
import { StsFailure } from './sts-failure.ts';
import type { StsState } from './sts-state.ts';
import { parametersOf, readHttpRequest, wantsJson } from './wire/http-request.ts';
import { type AnswerFrame, sendAnswer, sendFault } from './wire/send-answer.ts';

export interface PracticeStsOptions {
  readonly organisation: Organisation;
  /** The machine's clock; the server's may be set apart from it (`faults.clockOffset`). */
  readonly clock: Clock;
  readonly random: Random;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Loopback only: the server speaks http, and its keys open nothing real. */
  readonly host?: '127.0.0.1';
}

/** One call, as the server saw it. Holds no secret. */
export interface PracticeCall {
  /** As sent; `-` where none was. */
  readonly action: string;
  /** ARN of the caller, undefined where authentication failed or was not reached. */
  readonly principal: string | undefined;
  /** Epoch milliseconds, by the server's clock. */
  readonly at: number;
  /** `OK`, the error's code on the wire, or the name of the fault that was ordered. */
  readonly outcome: string;
}

/** A running practice STS. */
export interface PracticeSts {
  /** What an endpoint setting wants: `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly faults: FaultControl;
  /** Every call since the start, in the order of their answers. */
  readonly calls: readonly PracticeCall[];
  /** An encoded authorization message, as other services put into their refusals. */
  encodeAuthorizationMessage(message: Readonly<Record<string, unknown>>): string;
  /**
   * Credentials as another service of AWS's hands them out: an instance's, a container's, those of
   * IAM Identity Center or of `aws login`. Throws StsFailure where nobody is called that, or the
   * role does not trust the service.
   */
  issueSession(session: ServiceSession): SessionCredentials;
  /** Ends all connections, also those that hang. */
  close(): Promise<void>;
}

/**
 * Starts an STS on loopback that checks what AWS's STS checks, for a made-up organisation. Its state is
 * in memory and gone with it. Throws Error where the organisation has a policy that it cannot evaluate.
 */
export async function startPracticeSts(options: PracticeStsOptions): Promise<PracticeSts> {
  const { organisation, clock, random, port = 0, host = '127.0.0.1' } = options;
  checkOrganisation(organisation);
  const faults = makeFaults();
  const messages = new Map<string, string>();
  const state: StsState = {
    organisation,
    random,
    faults,
    sessions: makeSessions(random),
    keys: makeAccessKeys(organisation, random, clock.now()),
    mfa: makeMfaCheck(),
    now: () => clock.now() + faults.clockOffset,
    decodeMessage: (encoded) => messages.get(encoded),
  };
  const federation = makeFederation(state);
  const calls: PracticeCall[] = [];
  const server = createServer((incoming, response) => {
    serve(incoming, response, state, federation, calls).catch((error: unknown) => {
      // A caller that went away is no fault; ours is shown to whoever called.
      if (!response.writableEnded && !response.destroyed) {
        const frame = { requestId: randomRequestId(random), now: state.now(), asJson: false };
        const failure = new StsFailure('InternalFailure', 500, `practice STS failed: ${error}`);
        sendAnswer(response, '', failure, frame);
      }
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    faults,
    calls,
    encodeAuthorizationMessage(message) {
      const encoded = Buffer.from(random.bytes(90)).toString('base64url');
      messages.set(encoded, JSON.stringify(message));
      return encoded;
    },
    issueSession: (session) => issueServiceSession(session, state),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  state: StsState,
  federation: Federation,
  calls: PracticeCall[],
): Promise<void> {
  const frame: AnswerFrame = {
    requestId: randomRequestId(state.random),
    now: state.now(),
    asJson: false,
  };
  const request = await readHttpRequest(incoming);
  if (request === undefined) {
    const failure = new StsFailure('RequestEntityTooLarge', 413, 'Request body is too large');
    calls.push({ action: '-', principal: undefined, at: frame.now, outcome: failure.code });
    response.shouldKeepAlive = false;
    sendAnswer(response, '', failure, frame);
    return;
  }
  const fault = state.faults.next(parametersOf(request).text('Action'));
  if (fault !== undefined && fault !== 'lost-answer') {
    const action = parametersOf(request).text('Action') ?? '-';
    calls.push({ action, principal: undefined, at: frame.now, outcome: fault });
    actOut(fault, incoming, response, frame);
    return;
  }
  const signIn = fault === undefined ? federation.answer(request) : undefined;
  if (signIn !== undefined) {
    const { action, principal, outcome } = signIn;
    calls.push({ action, principal, at: frame.now, outcome });
    sendFederation(response, signIn);
    return;
  }
  const { action, principal, service, answer } = answerCall(request, state);
  const outcome = answer instanceof StsFailure ? answer.code : 'OK';
  calls.push({ action, principal, at: frame.now, outcome: fault ?? outcome });
  if (fault === 'lost-answer') {
    incoming.socket.resetAndDestroy();
    return;
  }
  sendAnswer(response, action, answer, { ...frame, service, asJson: wantsJson(request) });
}

function actOut(
  fault: Exclude<Fault, 'lost-answer'>,
  incoming: IncomingMessage,
  response: ServerResponse,
  frame: AnswerFrame,
): void {
  if (fault === 'hang') {
    return;
  }
  if (fault === 'reset') {
    incoming.socket.resetAndDestroy();
    return;
  }
  sendFault(response, fault, frame);
}
