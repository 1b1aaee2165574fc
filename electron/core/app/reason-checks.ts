import { isRoleValetError, type RoleValetError } from '../../contract/errors.ts';
import type { Check } from '../../contract/explanation.ts';
import type { CallEvidence } from '../aws/sts/refused-call.ts';
import type { CallerIdentity, StsCaller } from '../aws/sts/types.ts';
import { readRoleArn } from '../chain/arn.ts';
import { PARTITIONS } from '../chain/partitions.ts';
import { callerOf } from '../reasons/caller.ts';
import { readDecodedMessage } from '../reasons/decoded-message.ts';
import type { Findings } from '../reasons/explain.ts';
import type { RoleLook } from '../reasons/role-findings.ts';
import type { App } from './app.ts';
import { iamPlace } from './iam-place.ts';
import type { LoadedContext } from './load-context.ts';

/** Who was refused, where, and how a role's trust policy is judged. */
export interface Question {
  readonly evidence: CallEvidence;
  /** The credentials that were refused, and the endpoint that refused them. */
  readonly caller: StsCaller;
  /** The profile whose settings say where IAM is asked. */
  readonly profile: string;
  readonly externalId?: string;
}

type Seen<T> = { readonly check: Check; readonly value?: T };

/**
 * Looks at what the caller may see by itself: who it is, the role, and an encoded message. A look that
 * AWS refuses says so and changes nothing.
 */
export async function makeChecks(
  app: App,
  context: LoadedContext,
  question: Question,
): Promise<Findings> {
  const { evidence, caller } = question;
  const who = await lookAtCaller(app, caller);
  const message = evidence.encodedMessage;
  const decoded = message === undefined ? undefined : await lookAtMessage(app, caller, message);
  const role =
    evidence.roleArn === undefined
      ? undefined
      : await lookAtRole(app, context, question, evidence.roleArn, who.value);
  return {
    checks: [who, role, decoded].flatMap((seen) => (seen === undefined ? [] : [seen.check])),
    ...(who.value === undefined ? {} : { identity: who.value }),
    ...(role?.value === undefined ? {} : { role: role.value }),
    ...(decoded?.value === undefined ? {} : { decoded: decoded.value }),
  };
}

async function lookAtCaller(app: App, caller: StsCaller): Promise<Seen<CallerIdentity>> {
  const call = 'sts:GetCallerIdentity';
  try {
    const value = await app.sts.getCallerIdentity(caller);
    return { check: { call, state: 'made', result: `the call was made as ${value.arn}` }, value };
  } catch (error) {
    return { check: failed(call, error) };
  }
}

async function lookAtMessage(app: App, caller: StsCaller, message: string) {
  const call = 'sts:DecodeAuthorizationMessage';
  try {
    const value = readDecodedMessage(await app.sts.decodeAuthorizationMessage(caller, message));
    return value === undefined
      ? { check: made(call, 'the message says nothing about a policy') }
      : {
          check: made(
            call,
            `it was ${value.isExplicitDeny ? 'denied by a statement' : 'allowed by none'}`,
          ),
          value,
        };
  } catch (error) {
    return { check: failed(call, error) };
  }
}

/** IAM finds a role by its name in the caller's own account, so only such a role can be looked at. */
async function lookAtRole(
  app: App,
  context: LoadedContext,
  { evidence, caller, profile, externalId }: Question,
  roleArn: string,
  identity: CallerIdentity | undefined,
): Promise<Seen<RoleLook>> {
  const call = 'iam:GetRole';
  const reading = readRoleArn(roleArn);
  const { accountId } = callerOf(evidence, identity);
  if (!reading.ok || accountId === undefined) {
    return { check: notMade('it is not known whose account the caller is of') };
  }
  if (reading.arn.accountId !== accountId) {
    return {
      check: notMade(
        `the role is of account ${reading.arn.accountId}, and IAM shows a caller the roles of its own (${accountId}) only`,
      ),
    };
  }
  const place = iamPlace(context, profile);
  if (place.endpoint === undefined && !isAwsHost(evidence.host)) {
    return {
      check: notMade(
        `STS is not asked at AWS but at ${evidence.host}, and no endpoint is set for IAM`,
      ),
    };
  }
  try {
    const role = await app.iam.getRole(
      { ...place, region: evidence.region, credentials: caller.credentials },
      reading.arn.roleName,
    );
    const value: RoleLook = {
      isThere: true,
      role,
      ...(externalId === undefined ? {} : { externalId }),
    };
    return { check: made(call, 'the role could be looked at'), value };
  } catch (error) {
    return isRoleValetError(error, 'IAM_NOT_FOUND')
      ? { check: made(call, 'there is no such role in this account'), value: { isThere: false } }
      : { check: failed(call, error) };
  }
}

function isAwsHost(host: string): boolean {
  const name = host.replace(/:\d+$/, '');
  return [...PARTITIONS.map(({ dnsSuffix }) => dnsSuffix), 'api.aws'].some((suffix) =>
    name.endsWith(`.${suffix}`),
  );
}

function made(call: Check['call'], result: string): Check {
  return { call, state: 'made', result };
}

function notMade(result: string): Check {
  return { call: 'iam:GetRole', state: 'not-made', result };
}

/** IAM takes no session that was made without MFA, and says so as if the key were unknown. */
function failed(call: Check['call'], error: unknown): Check {
  if (!isRoleValetError(error)) throw error;
  return isRoleValetError(
    error,
    'STS_ACCESS_DENIED',
    'IAM_ACCESS_DENIED',
    'STS_CALLER_NOT_ALLOWED',
    'STS_KEY_INVALID',
  )
    ? {
        call,
        state: 'not-permitted',
        result: 'AWS does not let this caller look, which changes nothing',
      }
    : { call, state: 'not-made', result: messageOf(error) };
}

function messageOf({ message }: RoleValetError): string {
  return message;
}
