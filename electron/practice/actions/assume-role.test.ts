import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import type { Organisation, Role } from '../organisation.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { ClientCredentials } from '../testing/real-clients.ts';
import { type RunningSts, refusalOf, runSts, trioOf } from '../testing/running-sts.ts';

const HUB = 'arn:aws:iam::111122223333:role/hub';
const DEPLOYER = 'arn:aws:iam::222233334444:role/deployer';
const READ_ONLY = 'arn:aws:iam::222233334444:role/readonly';
const ADMIN = 'arn:aws:iam::222233334444:role/admin';
const PROD_ADMIN = 'arn:aws:iam::333344445555:role/admin';
const BROKEN = 'arn:aws:iam::444455556666:role/auditor';
const ALEX = 'arn:aws:iam::111122223333:user/alex';
const CHAINING =
  'ValidationError 400: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.';
const MAXIMUM =
  'ValidationError 400: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';

const denied = (caller: string, action: string, resource: string) =>
  `AccessDenied 403: User: ${caller} is not authorized to perform: ${action} on resource: ${resource}`;

type Input = Partial<AssumeRoleCommandInput>;

function assume(
  { client }: RunningSts,
  credentials: ClientCredentials,
  RoleArn: string,
  input: Input = {},
) {
  return client(credentials).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me', ...input }),
  );
}

/** A trio of the hub, made with a code. */
async function hubTrio(running: RunningSts, input: Input = {}) {
  const { keyOf, freshCode } = running;
  const hub = await assume(running, keyOf('security'), HUB, { ...freshCode(), ...input });
  return trioOf(hub.Credentials);
}

describe('how long', () => {
  test('a long-term key gets what the role allows; from 1 h up to 12 h', async () => {
    await using running = await runSts();
    const { keyOf, freshCode, clock } = running;
    const ask = (arn: string, seconds: number | undefined) =>
      assume(running, keyOf('security'), arn, {
        ...freshCode(),
        ExternalId: 'shop-42',
        DurationSeconds: seconds,
      });
    const long = await ask(ADMIN, 43_200);
    expect(Number(long.Credentials?.Expiration)).toBeCloseTo(clock.now() + 43_200_000, -4);
    const usual = await ask(ADMIN, undefined);
    expect(Number(usual.Credentials?.Expiration)).toBeCloseTo(clock.now() + 3_600_000, -4);
    expect(await refusalOf(ask(PROD_ADMIN, 3601))).toBe(MAXIMUM);
    await ask(PROD_ADMIN, 3600);
  });

  test('a role session and an MFA session give one hour at most, whatever the role allows', async () => {
    await using running = await runSts();
    const { keyOf, client, freshCode } = running;
    const hub = await hubTrio(running);
    expect(await refusalOf(assume(running, hub, READ_ONLY, { DurationSeconds: 7200 }))).toBe(
      CHAINING,
    );
    await assume(running, hub, READ_ONLY, { DurationSeconds: 3600 });
    const mfa = await client(keyOf('security')).send(new GetSessionTokenCommand(freshCode()));
    const external = { ExternalId: 'shop-42' };
    const ask = (DurationSeconds: number) =>
      assume(running, trioOf(mfa.Credentials), ADMIN, { ...external, DurationSeconds });
    expect(await refusalOf(ask(3601))).toBe(CHAINING);
    await ask(3600);
  });

  test('shorter lives on demand', async () => {
    await using running = await runSts();
    running.sts.faults.sessionSeconds = 5;
    const role = await assume(running, running.keyOf('ci'), READ_ONLY, { DurationSeconds: 7200 });
    const left = Number(role.Credentials?.Expiration) - running.clock.now();
    expect(left).toBeLessThanOrEqual(5_000);
    expect(left).toBeGreaterThan(0);
  });
});

describe('who may', () => {
  test('an external id, MFA, an existing role: the answer is the same', async () => {
    await using running = await runSts();
    const { keyOf, freshCode } = running;
    const key = keyOf('security');
    const refused = denied(ALEX, 'sts:AssumeRole', ADMIN);
    const ask = (input: Input, arn = ADMIN) => refusalOf(assume(running, key, arn, input));
    expect(await ask({ ...freshCode(), ExternalId: 'other' })).toBe(refused);
    expect(await ask(freshCode())).toBe(refused);
    expect(await ask({ ExternalId: 'shop-42' })).toBe(refused);
    expect(await ask(freshCode(), `${ADMIN}s`)).toBe(`${refused}s`);
    expect(await ask(freshCode(), HUB.replace('hub', 'Hub'))).toMatch(/role\/Hub$/);
  });

  test('MFA of a GetSessionToken trio counts, and does not travel with a role', async () => {
    await using running = await runSts();
    const { keyOf, client, freshCode } = running;
    const key = keyOf('security');
    const withMfa = await client(key).send(new GetSessionTokenCommand(freshCode()));
    const without = await client(key).send(new GetSessionTokenCommand({}));
    const hub = await assume(running, trioOf(withMfa.Credentials), HUB);
    expect(await refusalOf(assume(running, trioOf(without.Credentials), HUB))).toBe(
      denied(ALEX, 'sts:AssumeRole', HUB),
    );
    expect(await refusalOf(assume(running, trioOf(hub.Credentials), BROKEN))).toBe(
      denied('arn:aws:sts::111122223333:assumed-role/hub/me', 'sts:AssumeRole', BROKEN),
    );
  });

  test('the policies of the caller must allow it across accounts', async () => {
    await using running = await runSts();
    expect(await refusalOf(assume(running, running.keyOf('ci'), DEPLOYER))).toBe(
      `${denied('arn:aws:iam::111122223333:user/automation/ci', 'sts:AssumeRole', DEPLOYER)} because no identity-based policy allows the sts:AssumeRole action`,
    );
  });

  test('a session policy of the caller limits its next hop', async () => {
    await using running = await runSts();
    const policy = (Effect: 'Allow' | 'Deny') =>
      JSON.stringify({
        Statement: [
          { Effect: 'Allow', Action: 'sts:*', Resource: DEPLOYER },
          { Effect, Action: 'sts:AssumeRole', Resource: '*role/readonly' },
        ],
      });
    const open = await hubTrio(running, { Policy: policy('Allow') });
    await assume(running, open, DEPLOYER);
    await assume(running, open, READ_ONLY);
    const closed = await hubTrio(running, { Policy: policy('Deny') });
    await assume(running, closed, DEPLOYER);
    expect(await refusalOf(assume(running, closed, READ_ONLY))).toMatch(
      /with an explicit deny in a session policy$/,
    );
    const readOnly = await hubTrio(running, {
      PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
    });
    expect(await refusalOf(assume(running, readOnly, DEPLOYER))).toMatch(
      /because no session policy allows the sts:AssumeRole action$/,
    );
  });

  test('policies that are no policies', async () => {
    await using running = await runSts();
    const ask = (input: Input) => refusalOf(assume(running, running.keyOf('ci'), READ_ONLY, input));
    expect(await ask({ Policy: '{' })).toBe(
      'MalformedPolicyDocument 400: The policy is not in the valid JSON format.',
    );
    expect(await ask({ Policy: '{"Statement":{"Effect":"Allow","Action":"s3:*"}}' })).toBe(
      'MalformedPolicyDocument 400: Policy statement must contain resources.',
    );
    expect(await ask({ PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/None' }] })).toMatch(
      /^ValidationError 400: .*does not exist/,
    );
  });
});

describe('session tags and source identity', () => {
  test('transitive tags pass on and cannot be set again; others end', async () => {
    await using running = await runSts((organisation) =>
      withTrust(organisation, READ_ONLY, {
        Statement: {
          Effect: 'Allow',
          Principal: { AWS: HUB },
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Condition: {
            StringEquals: { 'aws:PrincipalTag/project': 'blue' },
            Null: { 'aws:RequestTag/Other': 'true' },
          },
        },
      }),
    );
    const hub = await hubTrio(running, {
      Tags: [
        { Key: 'Project', Value: 'blue' },
        { Key: 'Other', Value: 'x' },
      ],
      TransitiveTagKeys: ['project'],
    });
    const role = await assume(running, hub, READ_ONLY);
    expect(role.PackedPolicySize).toBeGreaterThan(0);
    expect(
      await refusalOf(assume(running, hub, DEPLOYER, { Tags: [{ Key: 'PROJECT', Value: 'red' }] })),
    ).toBe(
      "InvalidParameterValue 400: One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
    await assume(running, hub, DEPLOYER, { Tags: [{ Key: 'Other', Value: 'y' }] });
  });

  test('faults of tags', async () => {
    await using running = await runSts();
    const ask = (input: Input) => refusalOf(assume(running, running.keyOf('ci'), READ_ONLY, input));
    const tag = (Key: string) => ({ Key, Value: 'x' });
    expect(await ask({ Tags: [tag('a'), tag('A')] })).toMatch(/^InvalidParameterValue.*Duplicate/);
    expect(await ask({ Tags: [tag('a')], TransitiveTagKeys: ['b'] })).toMatch(
      /transitive tag key must be included/,
    );
    expect(await ask({ Tags: [tag('aws:x')] })).toMatch(/aws: prefixed/);
    const long = Array.from({ length: 50 }, (_, index) => ({
      Key: `key-${index}-${Math.random()}`,
      Value: Array.from({ length: 12 }, () => Math.random())
        .join('')
        .slice(0, 200),
    }));
    expect(await ask({ Tags: long })).toMatch(
      /^PackedPolicyTooLarge 400: Packed size of session tags consumes \d{3}% of allotted space\.$/,
    );
  });

  test('a source identity sticks, and each hop must allow it', async () => {
    await using running = await runSts((organisation) =>
      withTrust(organisation, READ_ONLY, {
        Statement: { Effect: 'Allow', Principal: { AWS: HUB }, Action: 'sts:AssumeRole' },
      }),
    );
    const hub = await hubTrio(running, { SourceIdentity: 'Alice' });
    const deployer = await assume(running, hub, DEPLOYER);
    expect(deployer.SourceIdentity).toBe('Alice');
    await assume(running, hub, DEPLOYER, { SourceIdentity: 'Alice' });
    expect(await refusalOf(assume(running, hub, DEPLOYER, { SourceIdentity: 'Bob' }))).toBe(
      'ValidationError 400: The source identity is already set for this assume role session',
    );
    const caller = 'arn:aws:sts::111122223333:assumed-role/hub/me';
    expect(await refusalOf(assume(running, hub, READ_ONLY))).toBe(
      denied(caller, 'sts:SetSourceIdentity', READ_ONLY),
    );
    const plain = await hubTrio(running);
    await assume(running, plain, READ_ONLY);
    expect(
      await refusalOf(assume(running, plain, READ_ONLY, { Tags: [{ Key: 'a', Value: 'b' }] })),
    ).toBe(denied(caller, 'sts:TagSession', READ_ONLY));
  });
});

describe('validation', () => {
  test.each<[Input, string]>([
    [
      { RoleSessionName: 'a:b' },
      "1 validation error detected: Value 'a:b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    ],
    [
      { DurationSeconds: 46_800 },
      "1 validation error detected: Value '46800' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
    ],
    [
      { DurationSeconds: 1, RoleSessionName: 'x'.repeat(65), ExternalId: 'a' },
      `3 validation errors detected: Value '${'x'.repeat(65)}' at 'roleSessionName' failed to satisfy constraint: Member must have length less than or equal to 64; Value '1' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900; Value 'a' at 'externalId' failed to satisfy constraint: Member must have length greater than or equal to 2`,
    ],
    [
      { RoleSessionName: undefined },
      "1 validation error detected: Value null at 'roleSessionName' failed to satisfy constraint: Member must not be null",
    ],
    [
      { Tags: [{ Key: 'a!', Value: 'b' }] },
      "1 validation error detected: Value 'a!' at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+",
    ],
    [{ RoleArn: 'not an ARN, but long enough' }, 'not an ARN, but long enough is invalid'],
    [{ RoleArn: 'arn:aws-cn:iam::111122223333:role/x' }, 'Request ARN is invalid'],
  ])('%j', async (input, message) => {
    await using running = await runSts();
    expect(await refusalOf(assume(running, running.keyOf('ci'), READ_ONLY, input))).toBe(
      `ValidationError 400: ${message}`,
    );
  });
});

function withTrust(organisation: Organisation, arn: string, trustPolicy: PolicyDocument) {
  const change = (role: Role): Role => (role.arn === arn ? { ...role, trustPolicy } : role);
  return { ...organisation, roles: organisation.roles.map(change) };
}
