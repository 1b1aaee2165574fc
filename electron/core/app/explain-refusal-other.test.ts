import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AssumeRoleCommand, GetFederationTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isRoleValetError } from '../../contract/errors.ts';
import type { CauseName } from '../../contract/explanation.ts';
import type { AccessKey, Organisation } from '../../practice/organisation.ts';
import { explainStsError } from '../aws/sts/explain-error.ts';
import { RefusedCall } from '../aws/sts/refused-call.ts';
import { assumeRoleContext } from '../aws/sts/requests.ts';
import type { AssumeRoleInput, StsCaller } from '../aws/sts/types.ts';
import type { SigningCredentials } from '../credentials.ts';
import { ALEX, CI, DEVICE, HOME_ACCOUNT } from '../reasons/testing/target-role.ts';
import { explainRefusal } from './explain-refusal.ts';
import { loadContext } from './load-context.ts';
import { obtainSession } from './obtain-session.ts';
import { type PracticeApp, practiceApp } from './testing/practice-app.ts';

const READ_ONLY = 'arn:aws:iam::222233334444:role/readonly';
const ADMIN = 'arn:aws:iam::222233334444:role/admin';
const HUB = `arn:aws:iam::${HOME_ACCOUNT}:role/hub`;
const ROOT_KEY: AccessKey = {
  accessKeyId: 'AKIAROOTROOTROOTROOT',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  active: true,
};

let practice: PracticeApp;

beforeEach(async () => {
  practice = await practiceApp(changed);
});

afterEach(() => practice.close());

/** The sample with a root key, and users that may do anything: only what is provoked is refused. */
function changed(sample: Organisation): Organisation {
  const all = { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } as const;
  return {
    ...sample,
    accounts: sample.accounts.map((account) => ({ ...account, rootKeys: [ROOT_KEY] })).slice(0, 1),
    users: sample.users.map((user) => ({ ...user, policies: [all] })),
    roles: sample.roles.map((role) =>
      role.arn === HUB ? { ...role, maxSessionDuration: 7200 } : role,
    ),
  };
}

function keyOf(profile: string, at = 0): SigningCredentials {
  const key = practice.organisation.users.find((user) => user.profile === profile)?.keys[at];
  if (key === undefined) throw new Error('no such key');
  const { accessKeyId, secretAccessKey } = key;
  return { accessKeyId, secretAccessKey };
}

const by = (credentials: SigningCredentials, parts: Partial<StsCaller> = {}): StsCaller => ({
  region: 'eu-west-1',
  endpoint: practice.sts.url,
  credentials,
  ...parts,
});

const input = (parts: Partial<AssumeRoleInput> = {}): AssumeRoleInput => ({
  roleArn: READ_ONLY,
  sessionName: 'me',
  durationSeconds: 3600,
  tags: [],
  transitiveTagKeys: [],
  policyArns: [],
  ...parts,
});

const assume = (caller: StsCaller, parts: Partial<AssumeRoleInput> = {}) =>
  practice.app.sts.assumeRole(caller, input(parts));

const withCode = (code = practice.code()) => ({ mfa: { serial: DEVICE, code } });

async function roleSession(): Promise<SigningCredentials> {
  return (await assume(by(keyOf('ci')))).credentials;
}

function wrongCode(): string {
  const code = practice.code();
  return `${code.slice(0, 5)}${(Number(code[5]) + 1) % 10}`;
}

/** Something between that takes the signature away. */
async function throughThief(): Promise<unknown> {
  const thief = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = await fetch(practice.sts.url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.concat(chunks),
    });
    response.writeHead(answer.status, { 'content-type': 'text/xml' });
    response.end(await answer.text());
  });
  await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(thief.address() as AddressInfo).port}`;
  return await assume(by(keyOf('ci'), { endpoint })).finally(() => thief.close());
}

/** The SDK's client, for what Role Valet itself never sends. */
function rawClient(): STSClient {
  return new STSClient({
    region: 'eu-west-1',
    endpoint: practice.sts.url,
    credentials: keyOf('ci'),
  });
}

async function federatedSession(): Promise<SigningCredentials> {
  const client = rawClient();
  const { Credentials: trio } = await client
    .send(new GetFederationTokenCommand({ Name: 'guest' }))
    .finally(() => client.destroy());
  return {
    accessKeyId: trio?.AccessKeyId ?? '',
    secretAccessKey: trio?.SecretAccessKey ?? '',
    sessionToken: trio?.SessionToken ?? '',
  };
}

async function sendPolicy(Policy: string): Promise<unknown> {
  const client = rawClient();
  const limits = { connectTimeoutMs: 1, requestTimeoutMs: 1 };
  const parameters = { RoleArn: READ_ONLY, RoleSessionName: 'me', Policy };
  try {
    return await client.send(new AssumeRoleCommand(parameters));
  } catch (error) {
    throw explainStsError(error, assumeRoleContext(by(keyOf('ci')), limits, input()));
  } finally {
    client.destroy();
  }
}

interface Row {
  readonly kind: string;
  readonly cause: CauseName;
  readonly provoke: () => Promise<unknown>;
  /** Words that the reason must hold. */
  readonly why?: RegExp;
}

/** Every refusal of STS but those of a role's policies, each provoked by a real call. */
const rows: readonly Row[] = [
  {
    kind: 'code wrong',
    cause: 'mfa-code-wrong',
    provoke: () => assume(by(keyOf('security')), withCode(wrongCode())),
  },
  {
    kind: 'code of five digits',
    cause: 'mfa-code-wrong',
    provoke: () => assume(by(keyOf('security')), withCode('12345')),
  },
  {
    kind: 'serial of a user',
    cause: 'mfa-serial-wrong',
    why: /:mfa\//,
    provoke: () => assume(by(keyOf('security')), { mfa: { serial: ALEX, code: practice.code() } }),
  },
  {
    kind: 'device of another user',
    cause: 'mfa-serial-wrong',
    provoke: () => assume(by(keyOf('ci')), withCode()),
  },
  { kind: 'root', cause: 'root-caller', provoke: () => assume(by(ROOT_KEY)) },
  {
    kind: 'session credentials for GetSessionToken',
    cause: 'session-caller',
    provoke: async () =>
      practice.app.sts.getSessionToken(by(await roleSession()), { durationSeconds: 3600 }),
  },
  {
    kind: 'a federated user',
    cause: 'federated-caller',
    provoke: async () => assume(by(await federatedSession())),
  },
  {
    kind: 'a session policy that is no policy',
    cause: 'policy-malformed',
    why: /JSON|polic/i,
    provoke: () => sendPolicy('{"Statement":'),
  },
  {
    kind: 'longer than the role allows',
    cause: 'role-maximum',
    why: /12 h/,
    provoke: () => assume(by(keyOf('ci')), { durationSeconds: 43_200 }),
  },
  {
    kind: 'chaining limit',
    cause: 'chaining-limit',
    provoke: async () => assume(by(await roleSession()), { durationSeconds: 7200 }),
  },
  {
    kind: 'a value outside the rules',
    cause: 'value-refused',
    why: /roleSessionName/,
    provoke: () => assume(by(keyOf('ci')), { sessionName: 'a:b' }),
  },
  {
    kind: 'a tag twice',
    cause: 'tag-conflict',
    provoke: () =>
      assume(by(keyOf('ci')), {
        tags: [
          { key: 'Team', value: 'a' },
          { key: 'team', value: 'b' },
        ],
      }),
  },
  {
    kind: 'tags too large',
    cause: 'policy-too-large',
    provoke: () =>
      assume(by(keyOf('ci')), {
        tags: Array.from({ length: 50 }, (_, index) => ({
          // Digests pack as badly as anything.
          key: `key${digest(`key ${index}`)}`,
          value: digest(`value ${index}`).repeat(2),
        })),
      }),
  },
  {
    kind: 'limited by a session policy',
    cause: 'policy-limit',
    provoke: async () => {
      const policyArns = ['arn:aws:iam::aws:policy/ReadOnlyAccess'];
      const { credentials } = await assume(by(keyOf('security')), {
        roleArn: HUB,
        policyArns,
        ...withCode(),
      });
      return await assume(by(credentials), { roleArn: READ_ONLY });
    },
  },
  {
    kind: 'region switched off',
    cause: 'region-disabled',
    why: /111122223333/,
    provoke: () => assume(by(keyOf('ci'), { region: 'ap-southeast-2' })),
  },
  {
    kind: 'not signed up',
    cause: 'not-signed-up',
    provoke: () => {
      practice.sts.faults.order('opt-in-required');
      return assume(by(keyOf('ci')));
    },
  },
  {
    kind: 'session expired',
    cause: 'session-expired',
    provoke: async () => {
      const credentials = await roleSession();
      practice.pass(2 * 3_600_000);
      return await assume(by(credentials));
    },
  },
  {
    kind: 'key deleted',
    cause: 'key-inactive',
    provoke: () => assume(by({ ...keyOf('ci'), accessKeyId: 'AKIAIOSFODNN7EXAMPLE' })),
  },
  {
    kind: 'key switched off',
    cause: 'key-inactive',
    provoke: () => assume(by(keyOf('ci', 1))),
  },
  {
    kind: 'session token damaged',
    cause: 'session-unknown',
    provoke: async () => assume(by({ ...(await roleSession()), sessionToken: 'damaged' })),
  },
  {
    kind: 'another partition',
    cause: 'wrong-partition',
    provoke: () => assume(by(keyOf('ci'), { region: 'us-gov-west-1' })),
  },
  {
    kind: 'secret wrong',
    cause: 'secret-wrong',
    provoke: () =>
      assume(by({ ...keyOf('ci'), secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' })),
  },
  { kind: 'signature lost on the way', cause: 'request-altered', provoke: throughThief },
  {
    kind: 'clock slow',
    cause: 'clock-slow',
    provoke: () => {
      practice.setClockWrong(-20 * 60_000);
      // With a code a call is sent once, so nothing corrects the clock on the way.
      return assume(by(keyOf('security')), withCode());
    },
  },
  {
    kind: 'clock fast',
    cause: 'clock-fast',
    provoke: () => {
      practice.setClockWrong(20 * 60_000);
      return assume(by(keyOf('security')), withCode());
    },
  },
  {
    kind: 'throttling',
    cause: 'throttled',
    provoke: () => {
      practice.sts.faults.order('throttle', 3);
      return assume(by(keyOf('ci')));
    },
  },
  {
    kind: 'a fault of AWS’s',
    cause: 'aws-trouble',
    why: /InternalFailure, HTTP 500/,
    provoke: () => {
      practice.sts.faults.order('internal-failure', 3);
      return assume(by(keyOf('ci')));
    },
  },
  {
    kind: 'a load balancer’s 503',
    cause: 'aws-trouble',
    provoke: () => {
      practice.sts.faults.order('unavailable', 3);
      return assume(by(keyOf('ci')));
    },
  },
  {
    kind: 'the page of a proxy',
    cause: 'foreign-answer',
    provoke: () => {
      practice.sts.faults.order('proxy-page', 3);
      return assume(by(keyOf('ci')));
    },
  },
  {
    kind: 'an authorization message that is none',
    cause: 'message-undecodable',
    provoke: () => practice.app.sts.decodeAuthorizationMessage(by(keyOf('ci')), 'none'),
  },
];

async function explained(provoke: () => Promise<unknown>) {
  const error = await provoke().catch((reason: unknown) => reason);
  if (!isRoleValetError(error)) throw new Error(`not refused: ${String(error)}`);
  const context = await loadContext(practice.app);
  return await explainRefusal(practice.app, context, 'shop-dev-readonly', error, { check: true });
}

test.each(rows)('$kind: $cause', async ({ cause, provoke, why = /./ }) => {
  const { causes } = await explained(provoke);
  expect(causes[0]?.name).toBe(cause);
  expect(causes[0]?.why).toMatch(why);
});

test('the longest session of a role that may be looked at is named, and asked to be raised', async () => {
  const { app } = practice;
  const context = await loadContext(app);
  const wish = { mfaCode: practice.code(), requestedSeconds: 14_400 };
  const error = await obtainSession(app, context, 'hub', wish).catch((reason: unknown) => reason);
  if (!isRoleValetError(error)) throw new Error('not refused');
  const { causes, texts } = await explainRefusal(app, context, 'hub', error, { check: true });
  expect(causes).toMatchObject([{ name: 'role-maximum', why: expect.stringContaining('2h') }]);
  expect(texts[0]?.text).toContain('14400 seconds');
});

test('an encoded message is decoded, where that is permitted', async () => {
  const refused = await assume(by(keyOf('ci')), { roleArn: ADMIN }).catch((error) => error);
  if (!(refused instanceof RefusedCall)) throw new Error('not refused');
  const encodedMessage = practice.sts.encodeAuthorizationMessage({
    allowed: false,
    explicitDeny: true,
    context: { action: 'sts:AssumeRole', resource: ADMIN, principal: { arn: CI } },
  });
  const error = new RefusedCall(refused.code, refused.message, refused.hint, {
    evidence: { ...refused.evidence, encodedMessage },
  });
  const context = await loadContext(practice.app);
  const { causes, checks } = await explainRefusal(
    practice.app,
    context,
    'shop-dev-readonly',
    error,
    {
      check: true,
    },
  );
  expect(causes[0]).toMatchObject({ name: 'explicit-deny', certainty: 'certain' });
  expect(checks.at(-1)).toMatchObject({ call: 'sts:DecodeAuthorizationMessage', state: 'made' });
});

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
