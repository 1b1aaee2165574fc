import { GetFederationTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Organisation } from '../../practice/organisation.ts';
import type { PolicyDocument } from '../../practice/policy/policy-document.ts';
import { trioOf } from '../../practice/testing/running-sts.ts';
import type { WebRequest } from '../aws/network/types.ts';
import type { Chain } from '../chain/types.ts';
import type { App } from './app.ts';
import { type ConsoleWish, makeConsoleLink } from './console-link.ts';
import { loadContext } from './load-context.ts';
import { type Obtained, obtainSession } from './obtain-session.ts';
import { type PracticeApp, practiceApp } from './testing/practice-app.ts';

let practice: PracticeApp;
let app: App;
beforeEach(async () => {
  practice = await practiceApp(withFederation);
  const { url } = practice.sts;
  const environment = { AWS_ENDPOINT_URL_STS: url, AWS_ENDPOINT_URL_SIGNIN: url };
  app = { ...practice.app, environment };
});
afterEach(() => practice.close());

/** The sample, whose user ci may hand out federation tokens. */
function withFederation(sample: Organisation): Organisation {
  const policy: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:GetFederationToken', Resource: '*' }],
  };
  const users = sample.users.map((user) =>
    user.profile === 'ci' ? { ...user, policies: [...user.policies, policy] } : user,
  );
  return { ...sample, users };
}

async function obtain(role: string, wish: object = {}): Promise<Obtained> {
  return await obtainSession(app, await loadContext(app), role, wish);
}

/** The page behind a link, as a browser gets it, as plain lines. */
async function visit(url: string): Promise<string> {
  const response = await fetch(url);
  return (await response.text()).replaceAll(/<style>.*<\/style>|<[^>]*>/g, '\n');
}

/** What the sign-in service was asked for, and how that went. */
function signIns(): readonly string[] {
  return practice.sts.calls
    .filter(({ action }) => action === 'getSigninToken')
    .map(({ outcome }) => outcome);
}

describe('with the local federation endpoint', () => {
  test('a direct role: the page names it, and a length of its own counts', async () => {
    const obtained = await obtain('shop-dev-readonly');
    const link = await makeConsoleLink(app, obtained, { service: 's3', sessionSeconds: 36_000 });
    expect(link.destination).toBe(
      'https://eu-west-1.console.aws.amazon.com/s3/home?region=eu-west-1',
    );
    expect(link.notices).toEqual([]);
    expect(link.sessionEndsAt - obtained.now).toBeGreaterThan(35_900_000);
    expect(link.expiresAt - obtained.now).toBeLessThanOrEqual(15 * 60_000 + 10_000);
    const page = await visit(link.url);
    expect(page).toContain(':assumed-role/readonly/');
    expect(page).toContain('shop-dev (222233334444)');
    expect(page).toContain(link.destination);
    expect(page).toMatch(new RegExp(new Date(link.sessionEndsAt).toISOString().slice(0, 15)));
    expect(signIns()).toEqual(['OK']);
  });

  test('a chained role: no length is sent, and the user is told', async () => {
    const obtained = await obtain('shop-dev-deployer', { mfaCode: practice.code() });
    const link = await makeConsoleLink(app, obtained, { sessionSeconds: 36_000 });
    expect(await visit(link.url)).toContain(':assumed-role/deployer/');
    expect(link.sessionEndsAt).toBe(obtained.session.credentials.expiration);
    expect(link.notices).toEqual([expect.stringContaining('as long as the credentials')]);
    expect(signIns()).toEqual(['OK']);
  });

  test('one hop by an MFA session: no length; straight with the code: a length', async () => {
    const bySession = await obtain('shop-dev-admin', { mfaCode: practice.code() });
    const first = await makeConsoleLink(app, bySession, { sessionSeconds: 7_200 });
    expect(first.notices).toHaveLength(1);
    practice.pass(30_000);
    const straight = await obtain('shop-dev-admin', {
      mfaCode: practice.code(),
      requestedSeconds: 7_200,
    });
    const second = await makeConsoleLink(app, straight, { sessionSeconds: 10_800 });
    expect(second.notices).toEqual([]);
    expect(second.sessionEndsAt - straight.now).toBeGreaterThan(10_700_000);
    expect(signIns()).toEqual(['OK', 'OK']);
  });

  test('credentials of GetFederationToken: let in, without a length', async () => {
    const federated = await federatedSession();
    const link = await makeConsoleLink(app, federated, { sessionSeconds: 3_600 });
    expect(await visit(link.url)).toContain(':federated-user/guest');
    expect(signIns()).toEqual(['OK']);
  });

  test('a base key and its MFA session: refused before anything is sent', async () => {
    const obtained = await obtain('security', { mfaCode: practice.code() });
    await expect(makeConsoleLink(app, obtained, {})).rejects.toMatchObject({
      code: 'CONSOLE_NOT_POSSIBLE',
      hint: expect.stringContaining('Pick a role'),
    });
    expect(signIns()).toEqual([]);
  });

  test('an expired session says so, here and at the service', async () => {
    const obtained = await obtain('shop-dev-readonly');
    practice.pass(3_700_000);
    await expect(makeConsoleLink(app, obtained, {})).rejects.toMatchObject({
      code: 'STS_EXPIRED_TOKEN',
    });
    const early: App = { ...app, clock: { ...app.clock, now: () => Date.now() } };
    const unaware = { ...early, sts: { ...early.sts, clockOffset: () => 0 } };
    await expect(makeConsoleLink(unaware, obtained, {})).rejects.toMatchObject({
      code: 'CONSOLE_REFUSED',
    });
    expect(signIns()).toEqual(['InvalidCredentials']);
  });

  test('400 for a length: once more without, and the user is told', async () => {
    const obtained = await obtain('shop-dev-deployer', { mfaCode: practice.code() });
    const looksDirect = asDirect(obtained);
    const link = await makeConsoleLink(app, looksDirect, { sessionSeconds: 36_000 });
    expect(signIns()).toEqual(['InvalidCredentials', 'OK']);
    expect(link.notices).toEqual([expect.stringContaining('did not take that length')]);
    expect(link.sessionEndsAt).toBe(obtained.session.credentials.expiration);
    expect(await visit(link.url)).toContain(':assumed-role/deployer/');
  });

  test('400 without a length is not tried again', async () => {
    const obtained = await obtain('shop-dev-readonly');
    const { session } = obtained;
    const credentials = { ...session.credentials, sessionToken: 'another' };
    const wrong = { ...obtained, session: { ...session, credentials } };
    await expect(makeConsoleLink(app, wrong, {})).rejects.toMatchObject({
      code: 'CONSOLE_REFUSED',
    });
    expect(signIns()).toEqual(['InvalidCredentials']);
  });

  test('a link lives for 15 minutes', async () => {
    const link = await makeConsoleLink(app, await obtain('shop-dev-readonly'), {});
    practice.pass(15 * 60_000);
    expect(await visit(link.url)).toContain('not valid, or no longer');
  });

  test('the present sign-in is ended first where that is wanted', async () => {
    const obtained = await obtain('shop-dev-readonly');
    const link = await makeConsoleLink(app, obtained, { endsPresentSignIn: true });
    expect(link.url).toContain('/oauth?Action=logout&');
    expect(await visit(link.url)).toContain(':assumed-role/readonly/');
  });

  test('nothing that is told or logged holds a secret', async () => {
    const logged: unknown[] = [];
    const log = (...words: unknown[]): void => {
      logged.push(words);
    };
    const told: App = { ...app, logger: { info: log, warn: log, error: log } };
    const obtained = await obtain('shop-dev-readonly');
    const { url, ...rest } = await makeConsoleLink(told, obtained, {});
    practice.sts.faults.order('unavailable');
    const failure = await makeConsoleLink(told, obtained, {}).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'CONSOLE_REFUSED' });
    expect(logged).not.toEqual([]);
    const { message, hint, stack } = failure as Error & { hint: string };
    const text = JSON.stringify([logged, rest, message, hint, stack, practice.sts.calls]);
    const { secretAccessKey, sessionToken } = obtained.session.credentials;
    const token = new URL(url).searchParams.get('SigninToken') ?? '';
    for (const secret of [secretAccessKey, sessionToken, token]) {
      expect(secret).not.toBe('');
      expect(text).not.toContain(secret);
    }
  });

  async function federatedSession(): Promise<Pick<Obtained, 'session' | 'chain'>> {
    const key = practice.organisation.users.find(({ profile }) => profile === 'ci')?.keys[0];
    const client = new STSClient({
      endpoint: practice.sts.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: '', secretAccessKey: '', ...key },
    });
    const PolicyArns = [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }];
    const answer = await client
      .send(new GetFederationTokenCommand({ Name: 'guest', PolicyArns }))
      .finally(() => client.destroy());
    const { session, chain } = await obtain('shop-dev-readonly');
    const credentials = {
      ...trioOf(answer.Credentials as Parameters<typeof trioOf>[0]),
      expiration: answer.Credentials?.Expiration?.getTime() ?? 0,
    };
    return {
      session: { ...session, kind: 'base', credentials },
      chain: { ...chain, hops: [], base: { kind: 'session', profile: 'guest' } },
    };
  }

  function asDirect({ session, chain }: Obtained): Pick<Obtained, 'session' | 'chain'> {
    const { mfa: _, ...rest } = chain;
    return { session, chain: { ...rest, hops: chain.hops.slice(-1) } };
  }
});

describe('at AWS, by partition', () => {
  interface Asked {
    readonly requests: WebRequest[];
    readonly app: App;
  }

  function asking(): Asked {
    const requests: WebRequest[] = [];
    const request = async (wish: WebRequest) => {
      requests.push(wish);
      return { status: 200, headers: {}, body: '{"SigninToken":"TOKEN"}' };
    };
    return { requests, app: { ...app, environment: {}, network: { ...app.network, request } } };
  }

  async function inPartition(partition: string, region: string): Promise<Obtained> {
    const obtained = await obtain('shop-dev-readonly');
    const hops = obtained.chain.hops.map((hop) => ({
      ...hop,
      partition,
      region,
      roleArn: hop.roleArn.replace('arn:aws:', `arn:${partition}:`),
      endpoint: 'https://sts.example',
    }));
    const { getSessionToken: _, ...base } = obtained.chain.base;
    const chain: Chain = { ...obtained.chain, hops, base, outputRegion: region };
    return { ...obtained, chain };
  }

  // Shapes: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html
  test.each([
    ['aws', 'eu-west-1', 'eu-west-1.signin.aws.amazon.com', 'eu-west-1.console.aws.amazon.com'],
    ['aws', 'us-east-1', 'signin.aws.amazon.com', 'us-east-1.console.aws.amazon.com'],
    ['aws-cn', 'cn-north-1', 'cn-north-1.signin.amazonaws.cn', 'cn-north-1.console.amazonaws.cn'],
    [
      ...['aws-us-gov', 'us-gov-west-1', 'us-gov-west-1.signin.amazonaws-us-gov.com'],
      'us-gov-west-1.console.amazonaws-us-gov.com',
    ],
    [
      ...['aws-eusc', 'eusc-de-east-1', 'eusc-de-east-1.signin.amazonaws-eusc.eu'],
      'eusc-de-east-1.console.amazonaws-eusc.eu',
    ],
  ] as [string, string, string, string][])('%s, %s', async (partition, region, signIn, host) => {
    const asked = asking();
    const obtained = await inPartition(partition, region);
    const link = await makeConsoleLink(asked.app, obtained, { service: 'ec2' });
    expect(link.destination).toBe(`https://${host}/ec2/home?region=${region}`);
    expect(link.url).toBe(
      `https://${signIn}/federation?Action=login&Issuer=role-valet&Destination=${encodeURIComponent(link.destination)}&SigninToken=TOKEN`,
    );
    const { accessKeyId, secretAccessKey, sessionToken } = obtained.session.credentials;
    expect(asked.requests).toHaveLength(1);
    expect(asked.requests[0]).toMatchObject({
      url: `https://${signIn}/federation`,
      form: {
        Action: 'getSigninToken',
        Session: JSON.stringify({
          sessionId: accessKeyId,
          sessionKey: secretAccessKey,
          sessionToken,
        }),
      },
    });
    expect(asked.requests[0]?.form).not.toHaveProperty('SessionDuration');
  });

  test.each<[string, string, ConsoleWish, string]>([
    ['aws-iso', 'us-iso-east-1', {}, 'CONSOLE_NOT_POSSIBLE'],
    ['aws-cn', 'cn-north-1', { endsPresentSignIn: true }, 'CONSOLE_NOT_POSSIBLE'],
    ['aws', 'eu-west-1', { region: 'cn-north-1' }, 'USAGE'],
    ['aws', 'eu-west-1', { region: 'evil.example/' }, 'USAGE'],
  ])('%s, %s: %o is refused with %s', async (partition, region, wish, code) => {
    const asked = asking();
    const obtained = await inPartition(partition, region);
    await expect(makeConsoleLink(asked.app, obtained, wish)).rejects.toMatchObject({ code });
    expect(asked.requests).toEqual([]);
  });

  test('practice credentials are never sent to AWS', async () => {
    const asked = asking();
    const obtained = await obtain('shop-dev-readonly');
    await expect(makeConsoleLink(asked.app, obtained, {})).rejects.toMatchObject({
      code: 'ENDPOINT_REFUSED',
    });
    expect(asked.requests).toEqual([]);
  });
});
