import { assumeRole } from './actions/assume-role.ts';
import { assumeRoleWithWebIdentity } from './actions/assume-role-with-web-identity.ts';
import { decodeAuthorizationMessage } from './actions/decode-authorization-message.ts';
import { getCallerIdentity } from './actions/get-caller-identity.ts';
import { getFederationToken } from './actions/get-federation-token.ts';
import { getSessionToken } from './actions/get-session-token.ts';
import { authenticate } from './authenticate.ts';
import { accountIdOf, arnOf, type Caller } from './caller.ts';
import { IAM_ACTIONS, IAM_VERSION } from './iam/iam-actions.ts';
import { StsFailure } from './sts-failure.ts';
import type { ActionCall, StsState } from './sts-state.ts';
import type { ResultElements } from './wire/answer-text.ts';
import { readAuthorization, type Service } from './wire/authorization.ts';
import { type HttpRequest, parametersOf } from './wire/http-request.ts';
import type { Parameters } from './wire/parameters.ts';

/** How a call went, before it is put into words. */
export interface CallOutcome {
  /** What was asked for, as it was sent; `-` where nothing was. */
  readonly action: string;
  /** ARN of the caller, undefined where authentication failed. */
  readonly principal: string | undefined;
  readonly service: Service;
  readonly answer: ResultElements | StsFailure;
}

const VERSION = '2011-06-15';

const ACTIONS: ReadonlyMap<string, (call: ActionCall) => ResultElements> = new Map([
  ['AssumeRole', assumeRole],
  ['DecodeAuthorizationMessage', decodeAuthorizationMessage],
  ['GetCallerIdentity', getCallerIdentity],
  ['GetFederationToken', getFederationToken],
  ['GetSessionToken', getSessionToken],
]);

/** Answers one call: finds the action, checks the signature, then the region, then does it. */
export function answerCall(request: HttpRequest, state: StsState): CallOutcome {
  const parameters = parametersOf(request);
  const action = parameters.text('Action') ?? '-';
  const service = parameters.text('Version') === IAM_VERSION ? 'iam' : 'sts';
  let caller: Caller | undefined;
  try {
    if (isUnsigned(request, parameters)) {
      const answer = assumeRoleWithWebIdentity({ parameters, state });
      return { action, principal: undefined, service, answer };
    }
    const run = findAction(request, parameters);
    const authorization = readAuthorization(request, service);
    caller = authenticate(request, authorization, state);
    if (service === 'sts' && action !== 'GetCallerIdentity') {
      checkRegionIsActive(authorization.scope.region, caller, state);
    }
    const answer = run({ caller, parameters, state });
    return { action, principal: arnOf(caller), service, answer };
  } catch (error) {
    if (error instanceof StsFailure) {
      return { action, principal: caller && arnOf(caller), service, answer: error };
    }
    throw error;
  }
}

/** The one call that takes no signature; one that carries it all the same is not looked at. */
function isUnsigned({ method, path }: HttpRequest, parameters: Parameters): boolean {
  return (
    (method === 'GET' || method === 'POST') &&
    path === '/' &&
    parameters.text('Version') === VERSION &&
    parameters.text('Action') === 'AssumeRoleWithWebIdentity'
  );
}

function findAction(
  { method, path }: HttpRequest,
  parameters: Parameters,
): (call: ActionCall) => ResultElements {
  const action = parameters.text('Action');
  const version = parameters.text('Version') ?? 'NO_VERSION_SPECIFIED';
  if ((method !== 'GET' && method !== 'POST') || path !== '/') {
    throw new StsFailure('InvalidAction', 404, `No such operation: ${method} ${path}`);
  }
  if (action === undefined) {
    throw new StsFailure(
      'MissingAction',
      400,
      'The request is missing an action or a required parameter',
    );
  }
  const actions = version === IAM_VERSION ? IAM_ACTIONS : ACTIONS;
  const run = version === VERSION || version === IAM_VERSION ? actions.get(action) : undefined;
  if (run === undefined) {
    throw new StsFailure(
      'InvalidAction',
      400,
      `Could not find operation ${action} for version ${version}`,
    );
  }
  return run;
}

/**
 * It is the caller's account that must have the region's STS switched on, not the role's.
 * GetCallerIdentity answers even where it is off (https://github.com/aws/aws-sdk-go-v2/issues/2846).
 */
function checkRegionIsActive(region: string, caller: Caller, state: StsState): void {
  const accountId = accountIdOf(caller);
  const account = state.organisation.accounts.find(({ id }) => id === accountId);
  if (
    account?.deactivatedRegions.includes(region) === true ||
    state.faults.isDeactivated(region, accountId)
  ) {
    throw new StsFailure(
      'RegionDisabledException',
      403,
      `STS is not activated in this region for account:${accountId}. Your account administrator can activate STS in this region using the IAM Console.`,
    );
  }
}
