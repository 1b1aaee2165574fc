import type { HttpRequest } from '../../wire/http-request.ts';
import { parametersOf } from '../../wire/http-request.ts';
import type { LoopbackAnswer } from '../loopback-server.ts';
import {
  type AuthorizationCodes,
  AuthorizationFault,
  type AuthorizationRequest,
  answerUri,
  readAuthorizationRequest,
} from './authorization-codes.ts';
import type { OidcClients } from './clients.ts';
import type { DeviceSignIns } from './device-sign-ins.ts';
import { messagePage, questionPage } from './pages.ts';

export interface BrowserContext {
  readonly clients: OidcClients;
  readonly devices: DeviceSignIns;
  readonly codes: AuthorizationCodes;
  /** Who can sign in, the first as a rule. */
  readonly userNames: readonly string[];
  /** False: `/authorize` leads back at once, as for somebody who agreed before. */
  readonly asksConsent: boolean;
}

const CLOSE = 'You may close this window and go back to your program.';

/** Answers what a browser opens, undefined for other paths. */
export function answerBrowser(
  request: HttpRequest,
  context: BrowserContext,
): LoopbackAnswer | undefined {
  const route = `${request.method} ${request.path}`;
  switch (route) {
    case 'GET /start':
      return messagePage(200, 'Access portal', 'Sign in from your program.');
    case 'GET /device':
      return deviceQuestion(parametersOf(request).text('user_code') ?? '', context);
    case 'POST /device':
      return decideDevice(request, context);
    case 'GET /authorize':
      return authorize(new URLSearchParams(request.query), undefined, context);
    case 'POST /authorize':
      return decideAuthorization(request, context);
    default:
      return undefined;
  }
}

function deviceQuestion(userCode: string, { devices, userNames }: BrowserContext): LoopbackAnswer {
  const name = devices.pending().find((signIn) => signIn.userCode === userCode)?.clientName;
  return questionPage({
    title: 'Authorization requested',
    text: [
      'Allow only if this code is the one that your program shows.',
      ...(name === undefined ? [] : [`${name} asks for access to your accounts.`]),
    ],
    action: '/device',
    hidden: {},
    fields: [{ name: 'user_code', label: 'Code', value: userCode }],
    userNames,
  });
}

function decideDevice(request: HttpRequest, context: BrowserContext): LoopbackAnswer {
  const form = parametersOf(request);
  const userCode = (form.text('user_code') ?? '').trim().toUpperCase();
  const isAllowed = form.text('decision') === 'allow';
  const userName = chosenUser(form.text('user'), context);
  if (!context.devices.pending().some((signIn) => signIn.userCode === userCode)) {
    return messagePage(400, 'Invalid code', 'No program waits for this code.');
  }
  context.devices.decide(userCode, isAllowed ? userName : undefined);
  return isAllowed
    ? messagePage(200, 'Request approved', CLOSE)
    : messagePage(200, 'Request denied', CLOSE);
}

function decideAuthorization(request: HttpRequest, context: BrowserContext): LoopbackAnswer {
  const form = parametersOf(request);
  const query = new URLSearchParams(form.text('request') ?? '');
  const userName = chosenUser(form.text('user'), context);
  const decision = form.text('decision') === 'allow' ? { userName } : 'denied';
  return authorize(query, decision, context);
}

function authorize(
  query: URLSearchParams,
  decision: { readonly userName: string } | 'denied' | undefined,
  context: BrowserContext,
): LoopbackAnswer {
  try {
    const request = readAuthorizationRequest(query, context.clients.find);
    if ('backTo' in request) {
      return redirect(request.backTo);
    }
    if (decision === 'denied') {
      return redirect(answerUri(request.redirectUri, request.state, { error: 'access_denied' }));
    }
    if (decision === undefined && context.asksConsent) {
      return consentQuestion(request, query, context);
    }
    const code = context.codes.give(request, decision?.userName ?? chosenUser(undefined, context));
    return redirect(answerUri(request.redirectUri, request.state, { code }));
  } catch (error) {
    if (error instanceof AuthorizationFault) {
      return messagePage(400, 'Invalid request', error.message);
    }
    throw error;
  }
}

function consentQuestion(
  { client }: AuthorizationRequest,
  query: URLSearchParams,
  { userNames }: BrowserContext,
): LoopbackAnswer {
  return questionPage({
    title: `Allow ${client.name} to access your data?`,
    text: ['It can then use every account and role that is assigned to you.'],
    action: '/authorize',
    hidden: { request: query.toString() },
    userNames,
  });
}

function chosenUser(name: string | undefined, { userNames }: BrowserContext): string {
  return userNames.find((candidate) => candidate === name) ?? userNames[0] ?? '';
}

function redirect(location: string): LoopbackAnswer {
  return { status: 302, headers: { Location: location }, body: '' };
}
