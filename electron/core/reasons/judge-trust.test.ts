import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { plainCaller } from '../../practice/caller.ts';
import { decideTrust } from '../../practice/policy/evaluate.ts';
import type { PolicyDocument, Statement } from '../../practice/policy/policy-document.ts';
import type { ConditionContext } from '../../practice/policy/variables.ts';
import type { Caller } from './caller.ts';
import { judgeTrust } from './judge-trust.ts';
import type { KnownKeys } from './trust-conditions.ts';
import { readTrustPolicy } from './trust-policy.ts';

const ALEX = 'arn:aws:iam::111122223333:user/alex';
const caller: Caller = {
  arn: ALEX,
  accountId: '111122223333',
  partition: 'aws',
  userId: 'AIDAEXAMPLE',
  principal: { kind: 'user', arn: ALEX },
};
const practised = plainCaller(
  {
    kind: 'user',
    user: {
      arn: ALEX,
      name: 'alex',
      accountId: '111122223333',
      path: '/',
      id: 'AIDAEXAMPLE',
      profile: 'alex',
      keys: [],
      mfaDevices: [],
      policies: [],
      tags: [],
    },
  },
  'long-term',
);

const principals = fc.constantFrom(
  '*',
  ALEX,
  '111122223333',
  'arn:aws:iam::111122223333:root',
  'arn:aws:iam::111122223333:user/sam',
  'arn:aws:iam::999988887777:root',
);
const actions = fc.constantFrom(
  'sts:AssumeRole',
  'sts:*',
  '*',
  'STS:assume*',
  'sts:TagSession',
  'sts:Assume?ole',
);
const conditions = fc.constantFrom<NonNullable<Statement['Condition']>>(
  {},
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
  { Null: { 'aws:MultiFactorAuthPresent': 'false' } },
  { StringEquals: { 'sts:ExternalId': ['a', 'b'] } },
  { StringNotEquals: { 'sts:ExternalId': 'a' } },
  { StringLike: { 'sts:ExternalId': 'a*' } },
  { StringEqualsIgnoreCase: { 'sts:externalid': 'A' } },
  { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } },
  { NumericGreaterThanEqualsIfExists: { 'aws:MultiFactorAuthAge': 60 } },
  { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/al*' } },
);
const statements = fc.array(
  fc.record({
    Effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
    Principal: fc.array(principals, { minLength: 1, maxLength: 3 }).map((AWS) => ({ AWS })),
    Action: fc.array(actions, { minLength: 1, maxLength: 2 }),
    Condition: conditions,
  }),
  { minLength: 1, maxLength: 4 },
);
const keys = fc.record({
  'aws:multifactorauthpresent': fc.constantFrom(undefined, 'true', 'false'),
  'aws:multifactorauthage': fc.constantFrom(undefined, '0', '7200'),
  'sts:externalid': fc.constantFrom(undefined, 'a', 'ab', 'c'),
  'aws:principalarn': fc.constant(ALEX),
});

test('agrees with an STS that evaluates all of a policy, wherever it judges', () => {
  fc.assert(
    fc.property(statements, keys, (list, values) => {
      const document: PolicyDocument = { Version: '2012-10-17', Statement: list };
      const known: KnownKeys = new Map(Object.entries(values));
      const context: ConditionContext = new Map(
        Object.entries(values).flatMap(([key, value]) =>
          value === undefined ? [] : [[key, [value]] as const],
        ),
      );
      const action = 'sts:AssumeRole';
      const truth = decideTrust(document, { action, resource: 'r', context }, practised);
      const read = readTrustPolicy(JSON.stringify(document)) ?? [];
      const judged = judgeTrust(read, { caller, actions: [action], known });
      expect(judged?.verdict === 'denies').toBe(truth.isDenied);
      expect(judged?.verdict === 'allows').toBe(!truth.isDenied && truth.allowedAs !== 'none');
      if (judged?.verdict === 'allows') {
        expect(judged.as).toBe(truth.allowedAs === 'account' ? 'account' : 'named');
      }
    }),
    { numRuns: loopCount(20_000, 1_000), seed: loopSeed() },
  );
});

function judged(statement: object, known: KnownKeys = new Map(), who = caller) {
  const text = JSON.stringify({
    Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', ...statement },
  });
  const read = readTrustPolicy(text) ?? [];
  return judgeTrust(read, { caller: who, actions: ['sts:AssumeRole'], known });
}

test('a role whose path is not known is found by its name', () => {
  const account = 'arn:aws:iam::111122223333';
  const role: Caller = {
    arn: 'arn:aws:sts::111122223333:assumed-role/ops/me',
    accountId: '111122223333',
    partition: 'aws',
    principal: { kind: 'role-without-path', account, name: 'ops' },
  };
  const named = (arn: string) => judged({ Principal: { AWS: arn } }, new Map(), role)?.verdict;
  expect(named(`${account}:role/ops`)).toBe('allows');
  expect(named(`${account}:role/teams/ops`)).toBe('allows');
  expect(named(`${account}:role/devops`)).toBe('not-named');
  expect(named('arn:aws:iam::999988887777:role/ops')).toBe('not-named');
});

test('what is not known is not judged', () => {
  const Principal = { AWS: ALEX };
  const unknown = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
  expect(judged({ Principal, Condition: unknown })).toMatchObject({
    verdict: 'conditions',
    failing: [],
    unknown: [{ key: 'aws:SourceIp' }],
  });
  const variable = { StringEquals: { 'sts:ExternalId': `$\{aws:username}` } };
  const known = new Map([['sts:externalid', 'alex']]);
  expect(judged({ Principal, Condition: variable }, known)).toMatchObject({ failing: [] });
  expect(judged({ Principal }, new Map(), {})).toBeUndefined();
});

test('a text that is no policy gives no statements', () => {
  for (const text of ['', '{', '[]', '{"Statement":[{"Effect":"Perhaps"}]}', '{"Statement":[7]}']) {
    expect(readTrustPolicy(text)).toBeUndefined();
  }
});
