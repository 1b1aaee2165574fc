import { describe, expect, test } from 'vitest';
import { type Caller, plainCaller } from '../caller.ts';
import type { Role, User } from '../organisation.ts';
import { authorizeOnRole } from './authorize.ts';
import type { PolicyDocument, Statement } from './policy-document.ts';

const HERE = '111122223333';
const THERE = '222233334444';
const USER_ARN = `arn:aws:iam::${HERE}:user/alex`;
const CALLING_ROLE_ARN = `arn:aws:iam::${HERE}:role/team/caller`;
const SESSION_ARN = `arn:aws:sts::${HERE}:assumed-role/caller/me`;

const assuming: PolicyDocument = {
  Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' },
};

const user = (...policies: PolicyDocument[]): Caller => {
  const value: User = {
    arn: USER_ARN,
    name: 'alex',
    accountId: HERE,
    path: '/',
    id: 'AIDAEXAMPLE',
    profile: 'alex',
    keys: [],
    mfaDevices: [],
    policies,
    tags: [],
  };
  return plainCaller({ kind: 'user', user: value }, 'long-term');
};

const role = (
  accountId: string,
  name: string,
  trust: Statement | Statement[],
  policies = [assuming],
): Role => ({
  arn: `arn:aws:iam::${accountId}:role/${name}`,
  name: name.slice(name.lastIndexOf('/') + 1),
  accountId,
  path: '/',
  id: 'AROAEXAMPLE',
  maxSessionDuration: 3600,
  trustPolicy: { Statement: trust },
  policies,
  tags: [],
});

const trust = (principal: string, more: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Principal: principal === '*' ? '*' : { AWS: principal },
  Action: 'sts:AssumeRole',
  ...more,
});

const session = (policies: PolicyDocument[], sessionPolicies?: PolicyDocument[]): Caller => ({
  ...plainCaller(
    {
      kind: 'role',
      role: role(HERE, 'team/caller', trust('*'), policies),
      sessionName: 'me',
    },
    'role',
  ),
  ...(sessionPolicies === undefined ? {} : { sessionPolicies }),
});

function verdict(caller: Caller, target: Role): string {
  const request = { action: 'sts:AssumeRole', resource: target.arn, context: new Map() };
  try {
    authorizeOnRole(caller, request, target);
    return 'allowed';
  } catch (error) {
    return (error as Error).message.replace(/^.* on resource: \S+ ?/, 'denied ').trim();
  }
}

const NO_IDENTITY = 'denied because no identity-based policy allows the sts:AssumeRole action';
const NO_SESSION = 'denied because no session policy allows the sts:AssumeRole action';

describe('a user', () => {
  test.each([
    // In one account a trust policy that names the user suffices; one that names the account does not.
    [HERE, USER_ARN, [], 'allowed'],
    [HERE, '*', [], 'allowed'],
    [HERE, HERE, [], NO_IDENTITY],
    [HERE, `arn:aws:iam::${HERE}:root`, [], NO_IDENTITY],
    [HERE, HERE, [assuming], 'allowed'],
    // Across accounts both sides must agree.
    [THERE, USER_ARN, [], NO_IDENTITY],
    [THERE, USER_ARN, [assuming], 'allowed'],
    [THERE, HERE, [assuming], 'allowed'],
    [THERE, THERE, [assuming], 'denied'],
    [THERE, `${USER_ARN}a`, [assuming], 'denied'],
    // Inside an ARN a star is a star.
    [THERE, `arn:aws:iam::${HERE}:user/*`, [assuming], 'denied'],
  ])('role in %s that trusts %s', (account, principal, policies, expected) => {
    expect(verdict(user(...policies), role(account, 'target', trust(principal)))).toBe(expected);
  });

  test('an explicit deny outweighs every allow, on either side', () => {
    const deny: PolicyDocument = {
      Statement: { Effect: 'Deny', Action: 'sts:*', Resource: `arn:aws:iam::*:role/tar?et` },
    };
    expect(verdict(user(assuming, deny), role(HERE, 'target', trust(USER_ARN)))).toBe(
      'denied with an explicit deny in an identity-based policy',
    );
    expect(verdict(user(assuming, deny), role(HERE, 'other', trust(USER_ARN)))).toBe('allowed');
    const both = [trust(USER_ARN), trust(HERE, { Effect: 'Deny' })];
    expect(verdict(user(assuming), role(HERE, 'target', both))).toBe('denied');
    const except: Statement = {
      Effect: 'Deny',
      NotPrincipal: { AWS: USER_ARN },
      Action: 'sts:AssumeRole',
    };
    expect(verdict(user(assuming), role(THERE, 'target', [trust('*'), except]))).toBe('allowed');
    expect(verdict(session([assuming]), role(THERE, 'target', [trust('*'), except]))).toBe(
      'denied',
    );
  });

  test('NotAction, NotResource and the case of actions', () => {
    const target = role(THERE, 'target', trust(USER_ARN, { Action: 'STS:assume*' }));
    const policy = (statement: Partial<Statement>): Caller =>
      user({ Statement: { Effect: 'Allow', ...statement } as Statement });
    expect(verdict(policy({ NotAction: 'iam:*', Resource: '*' }), target)).toBe('allowed');
    expect(verdict(policy({ NotAction: 'sts:*', Resource: '*' }), target)).toBe(NO_IDENTITY);
    expect(verdict(policy({ Action: '*', NotResource: '*prod*' }), target)).toBe('allowed');
    expect(verdict(policy({ Action: '*', NotResource: '*target' }), target)).toBe(NO_IDENTITY);
    const other = role(THERE, 'target', trust(USER_ARN, { Action: 'sts:AssumeRoleWithSAML' }));
    expect(verdict(user(assuming), other)).toBe('denied');
  });
});

describe('a session of a role', () => {
  const nothing: PolicyDocument = {
    Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
  };
  test.each([
    // It is trusted by its role's ARN with the path, not by one rebuilt from the session's.
    [HERE, CALLING_ROLE_ARN, [], undefined, 'allowed'],
    [HERE, `arn:aws:iam::${HERE}:role/caller`, [], undefined, NO_IDENTITY],
    [THERE, CALLING_ROLE_ARN, [assuming], undefined, 'allowed'],
    [THERE, SESSION_ARN, [assuming], undefined, 'allowed'],
    [THERE, SESSION_ARN.replace('/me', '/you'), [assuming], undefined, 'denied'],
    // Session policies limit it, unless the trust policy of its own account names that very session.
    [HERE, CALLING_ROLE_ARN, [assuming], [nothing], NO_SESSION],
    [HERE, SESSION_ARN, [], [nothing], 'allowed'],
    [THERE, SESSION_ARN, [assuming], [nothing], NO_SESSION],
    [THERE, CALLING_ROLE_ARN, [assuming], [nothing, assuming], 'allowed'],
  ])('role in %s that trusts %s', (account, principal, policies, sessionPolicies, expected) => {
    const target = role(account, 'target', trust(principal));
    expect(verdict(session(policies, sessionPolicies), target)).toBe(expected);
  });
});
