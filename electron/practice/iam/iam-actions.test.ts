import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import type { Organisation } from '../organisation.ts';
import { AWS_COMMAND, type ClientCredentials, runAws } from '../testing/real-clients.ts';
import { type RunningSts, refusalOf, runSts, trioOf } from '../testing/running-sts.ts';

const UNKNOWN = 'AKIAIOSFODNN7EXAMPLE';

function iam({ sts }: RunningSts, credentials: ClientCredentials): IAMClient {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return new IAMClient({
    endpoint: sts.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
  });
}

/** The automation user with one key, so that there is room for another. */
function withRoom(sample: Organisation): Organisation {
  const users = sample.users.map((user) => ({ ...user, keys: user.keys.slice(0, 1) }));
  return { ...sample, users };
}

describe('the JavaScript SDK', () => {
  test('a key is made, used, switched off and on, and deleted', async () => {
    await using running = await runSts(withRoom);
    const { clock, client, keyOf } = running;
    const own = iam(running, keyOf('ci'));
    const { AccessKey } = await own.send(new CreateAccessKeyCommand({}));
    expect(AccessKey).toMatchObject({ UserName: 'ci', Status: 'Active' });
    const accessKeyId = AccessKey?.AccessKeyId ?? '';
    const made = { accessKeyId, secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
    const lastUsed = new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId });
    expect((await own.send(lastUsed)).AccessKeyLastUsed).toEqual({
      ServiceName: 'N/A',
      Region: 'N/A',
    });

    const identity = new GetCallerIdentityCommand({});
    expect((await client(made).send(identity)).Arn).toMatch(/user\/automation\/ci$/);
    expect(await own.send(lastUsed)).toMatchObject({
      UserName: 'ci',
      AccessKeyLastUsed: {
        ServiceName: 'sts',
        Region: 'eu-west-1',
        LastUsedDate: expect.any(Date),
      },
    });
    const change = { UserName: 'ci', AccessKeyId: accessKeyId };
    await own.send(new UpdateAccessKeyCommand({ ...change, Status: 'Inactive' }));
    expect(await refusalOf(client(made).send(identity))).toMatch(/^InvalidClientTokenId 403/);
    const listed = await own.send(new ListAccessKeysCommand({}));
    expect(listed.AccessKeyMetadata?.map(({ Status }) => Status)).toEqual(['Active', 'Inactive']);
    const ages = listed.AccessKeyMetadata?.map((key) => clock.now() - Number(key.CreateDate));
    expect(ages?.[0]).toBeGreaterThan(199 * 86_400_000);
    await own.send(new UpdateAccessKeyCommand({ ...change, Status: 'Active' }));
    await client(made).send(identity);
    await own.send(new DeleteAccessKeyCommand(change));
    expect(await refusalOf(client(made).send(identity))).toMatch(/^InvalidClientTokenId 403/);
  });

  test('refusals have AWS’s words', async () => {
    await using running = await runSts();
    const own = iam(running, running.keyOf('ci'));
    expect(await refusalOf(own.send(new CreateAccessKeyCommand({})))).toBe(
      'LimitExceeded 409: Cannot exceed quota for AccessKeysPerUser: 2',
    );
    expect(await refusalOf(own.send(new DeleteAccessKeyCommand({ AccessKeyId: UNKNOWN })))).toBe(
      `NoSuchEntity 404: The Access Key with id ${UNKNOWN} cannot be found.`,
    );
    expect(await refusalOf(own.send(new ListAccessKeysCommand({ UserName: 'alex' })))).toBe(
      'AccessDenied 403: User: arn:aws:iam::111122223333:user/automation/ci is not authorized to perform: iam:ListAccessKeys on resource: user alex because no identity-based policy allows the iam:ListAccessKeys action',
    );
    expect(await refusalOf(own.send(new GetRoleCommand({ RoleName: 'hub' })))).toContain(
      'iam:GetRole on resource: role hub',
    );
    expect((await own.send(new GetUserCommand({}))).User?.Arn).toMatch(/user\/automation\/ci$/);
  });

  test('sessions: with MFA, without, and of a role', async () => {
    await using running = await runSts();
    const { client, keyOf, freshCode } = running;
    const list = new ListAccessKeysCommand({ UserName: 'alex' });
    const key = keyOf('security');
    // The policy wants MFA.
    expect(await refusalOf(iam(running, key).send(list))).toMatch(/^AccessDenied 403/);
    const plain = await client(key).send(new GetSessionTokenCommand({}));
    expect(await refusalOf(iam(running, trioOf(plain.Credentials)).send(list))).toBe(
      'InvalidClientTokenId 403: The security token included in the request is invalid.',
    );
    const code = freshCode();
    const withCode = await client(key).send(new GetSessionTokenCommand(code));
    const session = trioOf(withCode.Credentials);
    expect((await iam(running, session).send(list)).AccessKeyMetadata).toHaveLength(1);

    // A session outlives the key that made it.
    const off = { UserName: 'alex', AccessKeyId: key.accessKeyId, Status: 'Inactive' } as const;
    await iam(running, session).send(new UpdateAccessKeyCommand(off));
    expect((await iam(running, session).send(list)).AccessKeyMetadata?.[0]?.Status).toBe(
      'Inactive',
    );
  });

  test('a role’s trust policy and maximum are told to who may see them', async () => {
    await using running = await runSts();
    const { client, keyOf, freshCode, organisation } = running;
    const role = organisation.roles.find(({ arn }) => arn.endsWith(':role/break-glass/admin'));
    const { Credentials } = await client(keyOf('security')).send(
      new AssumeRoleCommand({
        RoleArn: role?.arn,
        RoleSessionName: 'me',
        ExternalId: 'shop-42',
        ...freshCode(),
      }),
    );
    const { Role } = await iam(running, trioOf(Credentials)).send(
      new GetRoleCommand({ RoleName: 'admin' }),
    );
    expect(Role?.MaxSessionDuration).toBe(role?.maxSessionDuration);
    expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toEqual(
      role?.trustPolicy,
    );
    const admin = iam(running, trioOf(Credentials));
    expect(await refusalOf(admin.send(new GetUserCommand({})))).toBe(
      'ValidationError 400: Must specify userName when calling with non-User credentials',
    );
    expect(await refusalOf(admin.send(new GetRoleCommand({ RoleName: 'nobody' })))).toBe(
      'NoSuchEntity 404: The role with name nobody cannot be found.',
    );
  });

  test('a new key may be refused for a while', async () => {
    await using running = await runSts(withRoom);
    running.sts.faults.newKeyRefusals = 2;
    const { AccessKey } = await iam(running, running.keyOf('ci')).send(
      new CreateAccessKeyCommand({}),
    );
    const made = running.client({
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    });
    const identity = new GetCallerIdentityCommand({});
    expect(await refusalOf(made.send(identity))).toMatch(/^InvalidClientTokenId/);
    expect(await refusalOf(made.send(identity))).toMatch(/^InvalidClientTokenId/);
    await made.send(identity);
  });
});

describe.skipIf(AWS_COMMAND === undefined)('the AWS CLI', () => {
  test('makes, lists and deletes keys', async () => {
    await using running = await runSts(withRoom);
    const aws = async (...argv: string[]) => {
      const { code, stdout, stderr } = await runAws(
        running.sts.url,
        running.keyOf('ci'),
        argv,
        'iam',
      );
      return code === 0 ? JSON.parse(stdout || '{}') : stderr.trim();
    };
    const { AccessKey } = await aws('create-access-key');
    expect(AccessKey.SecretAccessKey).toHaveLength(40);
    expect(await aws('create-access-key')).toContain(
      'Cannot exceed quota for AccessKeysPerUser: 2',
    );
    expect((await aws('list-access-keys')).AccessKeyMetadata).toHaveLength(2);
    await aws('delete-access-key', '--access-key-id', AccessKey.AccessKeyId);
    const { AccessKeyMetadata } = await aws('list-access-keys', '--user-name', 'ci');
    expect(AccessKeyMetadata).toMatchObject([{ UserName: 'ci', Status: 'Active' }]);
  });
});
