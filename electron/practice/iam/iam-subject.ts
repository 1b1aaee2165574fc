import { conditionContext } from '../actions/condition-context.ts';
import type { TextRules, Validator } from '../actions/validator.ts';
import { accountIdOf, type Caller } from '../caller.ts';
import type { Role, User } from '../organisation.ts';
import { authorizeByIdentity } from '../policy/authorize.ts';
import { invalidClientToken, StsFailure, validationError } from '../sts-failure.ts';
import type { ActionCall } from '../sts-state.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html */
const NAME = { text: '[\\w+=,.@-]+', check: /^[\w+=,.@-]+$/ };
const USER_NAME: TextRules = { min: 1, max: 128, pattern: NAME };
export const ROLE_NAME: TextRules = { required: true, min: 1, max: 64, pattern: NAME };
export const ACCESS_KEY_ID: TextRules = {
  required: true,
  min: 16,
  max: 128,
  pattern: { text: '[\\w]+', check: /^\w+$/ },
};

/**
 * IAM takes no trio of GetSessionToken that was made without MFA, and none of GetFederationToken
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html).
 */
export function requireIamCaller({ credentials, mfaAt }: Caller): void {
  if (credentials === 'federated' || (credentials === 'session-token' && mfaAt === undefined)) {
    throw invalidClientToken();
  }
}

/** The user that a call is about, by name or else the caller's own, once the caller may do `action`. */
export function authorizedUser(call: ActionCall, action: string, validator: Validator): User {
  const { caller, parameters, state } = call;
  const name = parameters.text('UserName');
  validator.text('userName', name, USER_NAME);
  validator.finish();
  const { identity } = caller;
  const own = identity.kind === 'user' ? identity.user : undefined;
  const accountId = accountIdOf(caller);
  if (name === undefined && own === undefined) {
    throw validationError('Must specify userName when calling with non-User credentials');
  }
  const user =
    name === undefined
      ? own
      : state.organisation.users.find((one) => one.accountId === accountId && one.name === name);
  authorize(call, action, {
    resource: user?.arn ?? `arn:aws:iam::${accountId}:user/${name}`,
    shownResource: `user ${user?.name ?? name}`,
  });
  if (user === undefined) {
    throw noSuchEntity(`The user with name ${name} cannot be found.`);
  }
  return user;
}

/** The role of the caller's own account that a call is about, once the caller may do `action`. */
export function authorizedRole(call: ActionCall, action: string, name: string): Role {
  const accountId = accountIdOf(call.caller);
  const role = call.state.organisation.roles.find(
    (one) => one.accountId === accountId && one.name === name,
  );
  authorize(call, action, {
    resource: role?.arn ?? `arn:aws:iam::${accountId}:role/${name}`,
    shownResource: `role ${name}`,
  });
  if (role === undefined) {
    throw noSuchEntity(`The role with name ${name} cannot be found.`);
  }
  return role;
}

function authorize(
  { caller, state }: ActionCall,
  action: string,
  target: { readonly resource: string; readonly shownResource: string },
): void {
  authorizeByIdentity(caller, {
    action,
    ...target,
    context: conditionContext(caller, { now: state.now(), mfaAt: caller.mfaAt }),
  });
}

/** 404 NoSuchEntity. */
export function noSuchEntity(message: string): StsFailure {
  return new StsFailure('NoSuchEntity', 404, message);
}
