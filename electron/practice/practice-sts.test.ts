import {
  AssumeRoleCommand,
  DecodeAuthorizationMessageCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { systemRandom } from '../node/random.ts';
import type { Organisation } from './organisation.ts';
import { startPracticeSts } from './practice-sts.ts';
import { sampleOrganisation } from './sample-organisation.ts';
import { refusalOf, runSts, signedHeaders, testClock, trioOf } from './testing/running-sts.ts';

const HUB = 'arn:aws:iam::111122223333:role/hub';
const DEPLOYER = 'arn:aws:iam::444455556666:role/pipelines/deployer';
const READ_ONLY = 'arn:aws:iam::222233334444:role/readonly';
const ADMIN = 'arn:aws:iam::222233334444:role/admin';
const GET_IDENTITY = 'Action=GetCallerIdentity&Version=2011-06-15';

describe('every action, with the JavaScript SDK', () => {
  test('GetSessionToken with MFA, the hub, then a role in another account', async () => {
    await using running = await runSts();
    const { client, keyOf, freshCode, sts } = running;
    const mfa = await client(keyOf('security')).send(
      new GetSessionTokenCommand({ ...freshCode(), DurationSeconds: 1800 }),
    );
    const trio = trioOf(mfa.Credentials);
    expect(trio.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(trio.secretAccessKey).toHaveLength(40);
    expect(trio.sessionToken.length).toBeGreaterThan(350);
    expect(trio.sessionToken).toMatch(/\/.*\+.*==$/);
    expect(Number(mfa.Credentials?.Expiration)).toBeCloseTo(running.clock.now() + 1_800_000, -4);

    const hub = await client(trio).send(
      new AssumeRoleCommand({ RoleArn: HUB, RoleSessionName: 'alex' }),
    );
    const role = await client(trioOf(hub.Credentials)).send(
      new AssumeRoleCommand({ RoleArn: DEPLOYER, RoleSessionName: 'me@example.com' }),
    );
    expect(role.AssumedRoleUser?.Arn).toBe(
      'arn:aws:sts::444455556666:assumed-role/deployer/me@example.com',
    );
    expect(role.AssumedRoleUser?.AssumedRoleId).toMatch(/^AROA[A-Z2-7]{17}:me@example\.com$/);
    expect(role.PackedPolicySize).toBeUndefined();
    const identity = await client(trioOf(role.Credentials)).send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Arn: 'arn:aws:sts::444455556666:assumed-role/deployer/me@example.com',
      Account: '444455556666',
      UserId: role.AssumedRoleUser?.AssumedRoleId,
    });
    expect(identity.$metadata.requestId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(sts.calls.map(({ action, principal, outcome }) => [action, principal, outcome])).toEqual(
      [
        ['GetSessionToken', 'arn:aws:iam::111122223333:user/alex', 'OK'],
        ['AssumeRole', 'arn:aws:iam::111122223333:user/alex', 'OK'],
        ['AssumeRole', 'arn:aws:sts::111122223333:assumed-role/hub/alex', 'OK'],
        ['GetCallerIdentity', identity.Arn, 'OK'],
      ],
    );
  });

  test('GetFederationToken: only what policies allow, and then nothing but an identity', async () => {
    await using running = await runSts(withAdmin);
    const { client, keyOf } = running;
    const ask = new GetFederationTokenCommand({ Name: 'guest', Tags: [{ Key: 'a', Value: 'b' }] });
    const federated = await client(keyOf('ci')).send(ask);
    expect(federated.FederatedUser).toEqual({
      Arn: 'arn:aws:sts::111122223333:federated-user/guest',
      FederatedUserId: '111122223333:guest',
    });
    expect(federated.PackedPolicySize).toBeGreaterThan(0);
    const guest = client(trioOf(federated.Credentials));
    expect((await guest.send(new GetCallerIdentityCommand({}))).Arn).toMatch(
      /federated-user\/guest/,
    );
    expect(
      await refusalOf(
        guest.send(new AssumeRoleCommand({ RoleArn: READ_ONLY, RoleSessionName: 'me' })),
      ),
    ).toBe('AccessDenied 403: Cannot call AssumeRole with federation credentials');
    expect(await refusalOf(client(keyOf('security')).send(ask))).toBe(
      'AccessDenied 403: User: arn:aws:iam::111122223333:user/alex is not authorized to perform: sts:GetFederationToken on resource: arn:aws:sts::111122223333:federated-user/guest because no identity-based policy allows the sts:GetFederationToken action',
    );
  });

  test('DecodeAuthorizationMessage', async () => {
    await using running = await runSts(withAdmin);
    const { client, keyOf, sts } = running;
    const EncodedMessage = sts.encodeAuthorizationMessage({ allowed: false });
    const decode = new DecodeAuthorizationMessageCommand({ EncodedMessage });
    const decoded = await client(keyOf('ci')).send(decode);
    expect(JSON.parse(decoded.DecodedMessage ?? '')).toEqual({ allowed: false });
    expect(
      await refusalOf(
        client(keyOf('ci')).send(new DecodeAuthorizationMessageCommand({ EncodedMessage: 'x' })),
      ),
    ).toBe('InvalidAuthorizationMessageException 400: Message is invalid');
    expect(await refusalOf(client(keyOf('security')).send(decode))).toMatch(
      /^AccessDenied 403: .*sts:DecodeAuthorizationMessage on resource: \*/,
    );
    const trio = await client(keyOf('ci')).send(new GetSessionTokenCommand({}));
    expect(await refusalOf(client(trioOf(trio.Credentials)).send(decode))).toBe(
      'AccessDenied 403: Cannot call DecodeAuthorizationMessage with session credentials',
    );
  });
});

describe('the wire', () => {
  test('POST with + for a space, GET with a query string, XML and JSON', async () => {
    await using running = await runSts();
    const { sts, keyOf } = running;
    const key = keyOf('ci');
    const body = `${GET_IDENTITY}&Unknown=a+b%20c`;
    const posted = await fetch(sts.url, {
      method: 'POST',
      body,
      headers: signedHeaders(sts.url, key, { method: 'POST', body }),
    });
    expect(posted.status).toBe(200);
    expect(posted.headers.get('content-type')).toBe('text/xml');
    expect(await posted.text()).toContain(
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">\n  <GetCallerIdentityResult>\n    <Arn>arn:aws:iam::111122223333:user/automation/ci</Arn>',
    );
    const got = await fetch(`${sts.url}/?${GET_IDENTITY}`, {
      headers: {
        ...signedHeaders(sts.url, key, { method: 'GET', query: GET_IDENTITY }),
        accept: 'application/json',
      },
    });
    expect(await got.json()).toMatchObject({
      GetCallerIdentityResponse: {
        GetCallerIdentityResult: { Account: '111122223333' },
        ResponseMetadata: { RequestId: got.headers.get('x-amzn-requestid') },
      },
    });
  });

  test.each([
    ['Action=AssumeRoleWithSAML&Version=2011-06-15', 'InvalidAction', 400],
    ['Action=GetCallerIdentity&Version=2010-05-08', 'InvalidAction', 400],
    ['Action=GetCallerIdentity', 'InvalidAction', 400],
    ['Version=2011-06-15', 'MissingAction', 400],
  ])('%s is %s', async (body, code, status) => {
    await using running = await runSts();
    const answer = await fetch(running.sts.url, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
    });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ Error: { Code: code, Type: 'Sender' } });
  });

  test('other paths and methods, and bodies over the limit, are refused', async () => {
    await using running = await runSts();
    const { url } = running.sts;
    expect((await fetch(`${url}/other`)).status).toBe(404);
    expect((await fetch(url, { method: 'PUT', body: GET_IDENTITY })).status).toBe(404);
    expect((await fetch(url, { method: 'POST', body: 'x'.repeat(300_000) })).status).toBe(413);
    expect(running.sts.calls.at(-1)?.outcome).toBe('RequestEntityTooLarge');
  });
});

describe('regions', () => {
  const assume = new AssumeRoleCommand({ RoleArn: READ_ONLY, RoleSessionName: 'me' });

  test('a deactivated one refuses all but GetCallerIdentity, by the account of the caller', async () => {
    await using running = await runSts();
    const { client, keyOf, sts } = running;
    const sydney = client(keyOf('ci'), { region: 'ap-southeast-2' });
    expect(await refusalOf(sydney.send(assume))).toBe(
      'RegionDisabledException 403: STS is not activated in this region for account:111122223333. Your account administrator can activate STS in this region using the IAM Console.',
    );
    await sydney.send(new GetCallerIdentityCommand({}));
    await client(keyOf('ci')).send(assume);
    sts.faults.deactivateRegion('eu-west-1', '222233334444');
    await client(keyOf('ci')).send(assume);
    sts.faults.deactivateRegion('eu-west-1');
    expect(await refusalOf(client(keyOf('ci')).send(assume))).toMatch(/^RegionDisabledException/);
    await client(keyOf('ci'), { region: 'us-east-1' }).send(assume);
    expect(() => sts.faults.deactivateRegion('us-east-1')).toThrow(/us-east-1/);
  });

  test('a region of another partition does not know the key; one of none is refused', async () => {
    await using running = await runSts();
    const { client, keyOf } = running;
    const identity = new GetCallerIdentityCommand({});
    expect(await refusalOf(client(keyOf('ci'), { region: 'cn-north-1' }).send(identity))).toMatch(
      /^InvalidClientTokenId 403/,
    );
    expect(await refusalOf(client(keyOf('ci'), { region: 'bogus-9' }).send(identity))).toBe(
      'SignatureDoesNotMatch 403: Credential should be scoped to a valid region. ',
    );
  });
});

test('an organisation that could not be served is refused at the start', async () => {
  const sample = sampleOrganisation(systemRandom());
  const [first, ...others] = sample.roles;
  if (first === undefined) throw new Error('no role');
  const trustPolicy = {
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: ADMIN },
      Action: 'sts:AssumeRole',
      Condition: { DateLessThan: { 'aws:CurrentTime': '2030-01-01' } },
    },
  } as const;
  const organisation = { ...sample, roles: [{ ...first, trustPolicy }, ...others] };
  await expect(
    startPracticeSts({ organisation, clock: testClock(), random: systemRandom() }),
  ).rejects.toThrow(/trust policy of arn:aws:iam::111122223333:role\/hub: .*DateLessThan/);
});

/** The second user may do everything. */
function withAdmin(organisation: Organisation): Organisation {
  return {
    ...organisation,
    users: organisation.users.map((user) =>
      user.profile === 'ci'
        ? { ...user, policies: [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }] }
        : user,
    ),
  };
}
