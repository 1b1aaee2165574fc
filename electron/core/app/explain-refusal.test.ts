import { describe, expect, test } from 'vitest';
import type { CauseName } from '../../contract/explanation.ts';
import {
  ALEX,
  allow,
  CI,
  explained,
  HOME_ACCOUNT,
  OTHER_ACCOUNT,
  RELAY,
  type Refusal,
} from '../reasons/testing/target-role.ts';

const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const externalId = { StringEquals: { 'sts:ExternalId': 'shop-42' } };
const assumeOnly = (principal: string) => ({ ...allow(principal), Action: 'sts:AssumeRole' });

interface Row extends Refusal {
  readonly kind: string;
  readonly cause: CauseName;
  /** How far down the cause may stand where AWS says nothing and no look is permitted. */
  readonly among: number;
}

/** Every kind of AccessDenied that a role's call can meet, and the cause that is the true one. */
const rows: readonly Row[] = [
  {
    kind: 'no permission',
    trust: [allow(`arn:aws:iam::${HOME_ACCOUNT}:root`)],
    policies: [],
    cause: 'no-permission',
    among: 1,
  },
  { kind: 'another principal', trust: [allow(ALEX)], cause: 'principal-not-trusted', among: 3 },
  {
    kind: 'a principal that was deleted',
    trust: [allow('AIDACKCEVSQ6C2EXAMPLE')],
    cause: 'principal-not-trusted',
    among: 3,
  },
  {
    kind: 'wrong external id',
    trust: [allow(CI, externalId)],
    settings: 'external_id = shop-43',
    cause: 'external-id-wrong',
    among: 3,
  },
  {
    kind: 'no external id',
    trust: [allow(CI, externalId)],
    cause: 'external-id-missing',
    among: 2,
  },
  { kind: 'no MFA', trust: [allow(CI, mfa)], cause: 'mfa-missing', among: 1 },
  {
    kind: 'MFA behind another role',
    source: 'relay',
    trust: [allow(RELAY, mfa)],
    cause: 'mfa-not-carried',
    among: 5,
  },
  {
    kind: 'MFA too long ago',
    source: 'security',
    trust: [allow(ALEX, { ...mfa, NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } })],
    waits: 2 * 3_600_000,
    cause: 'mfa-too-old',
    among: 5,
  },
  {
    kind: 'another session name',
    trust: [allow(CI, { StringLike: { 'sts:RoleSessionName': 'batch-*' } })],
    cause: 'trust-condition',
    among: 99,
  },
  {
    kind: 'a condition that nobody here can judge',
    trust: [allow(CI, { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } })],
    cause: 'trust-condition',
    among: 99,
  },
  { kind: 'no such role', cause: 'role-missing', among: 4 },
  {
    kind: 'the path forgotten',
    trust: [allow(CI)],
    writtenAs: 'target',
    cause: 'role-arn-differs',
    among: 99,
  },
  {
    kind: 'tags not allowed',
    trust: [assumeOnly(CI)],
    settings: 'valet_session_tags = Team=shop',
    cause: 'tag-session',
    among: 1,
  },
  {
    kind: 'source identity not allowed',
    trust: [assumeOnly(CI)],
    settings: 'valet_source_identity = alex',
    cause: 'set-source-identity',
    among: 1,
  },
  {
    kind: 'source identity of an earlier hop',
    source: 'relay',
    relaySettings: 'valet_source_identity = alex',
    trust: [assumeOnly(RELAY)],
    cause: 'set-source-identity',
    among: 1,
  },
  {
    kind: 'denied by the caller’s policy',
    trust: [allow(CI)],
    policies: [
      { Effect: 'Allow', Action: 'sts:*', Resource: '*' },
      { Effect: 'Deny', Action: 'sts:AssumeRole', Resource: '*' },
    ],
    cause: 'explicit-deny',
    among: 1,
  },
  {
    kind: 'denied by the trust policy',
    trust: [allow(CI), { ...allow('*'), Effect: 'Deny' }],
    cause: 'explicit-deny',
    among: 99,
  },
];

describe('AccessDenied in another account: no look at the role is possible', () => {
  // What only a look can tell apart is not asked for here.
  test.each(rows.filter(({ among }) => among < 99))(
    '$kind: $cause among the first $among',
    async ({ kind: _, cause, among, ...refusal }) => {
      const { causes, checks } = await explained(refusal, {
        account: OTHER_ACCOUNT,
        mayLook: true,
      });
      expect(causes.slice(0, among).map(({ name }) => name)).toContain(cause);
      expect(checks.map(({ call, state }) => `${call} ${state}`)).toEqual([
        'sts:GetCallerIdentity made',
        'iam:GetRole not-made',
      ]);
    },
  );
});

describe('AccessDenied in the caller’s account, where it may look at the role', () => {
  test.each(rows)('$kind: $cause first', async ({ kind, cause, among: _, ...refusal }) => {
    const { causes, checks } = await explained(refusal, { account: HOME_ACCOUNT, mayLook: true });
    expect(causes[0]?.name).toBe(cause);
    expect(causes[0]?.certainty).toBe(kind.startsWith('a condition') ? 'likely' : 'certain');
    expect(checks[1]).toMatchObject({ call: 'iam:GetRole', state: 'made' });
  });
});

test('a look that is not permitted says so, and changes nothing', async () => {
  const refusal: Refusal = { trust: [allow(ALEX)] };
  const [home, other] = await Promise.all([
    explained(refusal, { account: HOME_ACCOUNT, mayLook: false }),
    explained(refusal, { account: HOME_ACCOUNT, mayLook: true }),
  ]);
  expect(home.checks[1]).toMatchObject({ call: 'iam:GetRole', state: 'not-permitted' });
  expect(home.causes.slice(0, 3).map(({ name }) => name)).toContain('principal-not-trusted');
  expect(home.causes.length).toBeGreaterThan(other.causes.length);
});

test('no explanation holds the external id', async () => {
  for (const account of [HOME_ACCOUNT, OTHER_ACCOUNT]) {
    const explanation = await explained(
      { trust: [allow(CI, externalId)], settings: 'external_id = shop-43' },
      { account, mayLook: true },
    );
    expect(JSON.stringify(explanation)).not.toMatch(/shop-4[23]/);
  }
});
