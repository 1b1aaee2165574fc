import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AssumeRoleWithWebIdentityCommand,
  type AssumeRoleWithWebIdentityCommandInput,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import { fromTokenFile } from '@aws-sdk/credential-provider-web-identity';
import { describe, expect, test } from 'vitest';
import { systemRandom } from '../../node/random.ts';
import { makeIdentityProvider } from '../sources/identity-provider.ts';
import {
  AWS_COMMAND,
  clientEnvironment,
  runProgram,
  withEmptyHome,
} from '../testing/real-clients.ts';
import { type RunningSources, runSources } from '../testing/running-sources.ts';
import { refusalOf, trioOf } from '../testing/running-sts.ts';

const NOBODY = { accessKeyId: '', secretAccessKey: '' };
const PIPELINE = /^arn:aws:sts::111122223333:assumed-role\/pipeline\/me$/;

function assume(
  { running, sources, webIdentityToken }: RunningSources,
  input: Partial<AssumeRoleWithWebIdentityCommandInput> = {},
) {
  return running.client(NOBODY).send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: sources.roleArns.webIdentity,
      RoleSessionName: 'me',
      WebIdentityToken: webIdentityToken(),
      ...input,
    }),
  );
}

describe('AssumeRoleWithWebIdentity', () => {
  test('a token makes a session of up to the role’s maximum', async () => {
    await using all = await runSources();
    const answer = await assume(all, { DurationSeconds: 43_200 });
    expect(answer).toMatchObject({
      SubjectFromWebIdentityToken: all.sources.webIdentitySubject,
      Audience: 'sts.amazonaws.com',
      Provider: 'arn:aws:iam::111122223333:oidc-provider/tokens.ci.example.com',
    });
    const client = all.running.client(trioOf(answer.Credentials));
    expect((await client.send(new GetCallerIdentityCommand({}))).Arn).toMatch(PIPELINE);
    expect(await refusalOf(assume(all, { DurationSeconds: 43_201 }))).toMatch(/^ValidationError/);
    expect(await refusalOf(assume(all, { RoleSessionName: 'a:b' }))).toMatch(/^ValidationError/);
  });

  test('tokens that are refused, each in its own words', async () => {
    await using all = await runSources();
    const { identityProvider, webIdentitySubject: subject } = all.sources;
    const now = all.running.clock.now();
    const refused = (WebIdentityToken: string, RoleArn = all.sources.roleArns.webIdentity) =>
      refusalOf(assume(all, { WebIdentityToken, RoleArn }));
    const stranger = (issuer: string) =>
      makeIdentityProvider(systemRandom(), '111122223333', issuer).token({ subject, now });
    expect(await refused('not-a-token')).toMatch(
      /^InvalidIdentityToken 400: The ID Token provided is not a valid JWT/,
    );
    expect(await refused(stranger('https://idp.example.com'))).toBe(
      'InvalidIdentityToken 400: No OpenIDConnect provider found in your account for https://idp.example.com',
    );
    expect(await refused(stranger('https://tokens.ci.example.com'))).toMatch(
      /^InvalidIdentityToken 400: Couldn't retrieve verification key/,
    );
    const token = all.webIdentityToken();
    expect(await refused(`${token.slice(0, -10)}AAAAAAAAAA`)).toMatch(/signature .* invalid$/);
    expect(await refused(all.webIdentityToken(-60))).toMatch(
      /^ExpiredTokenException 400: Token expired: current date\/time \d+ must be before the expiration/,
    );
    expect(await refused(identityProvider.token({ subject, now, audience: 'other' }))).toBe(
      'InvalidIdentityToken 400: Incorrect token audience',
    );
    const denied = 'AccessDenied 403: Not authorized to perform sts:AssumeRoleWithWebIdentity';
    expect(await refused(identityProvider.token({ subject: 'repo:other', now }))).toBe(denied);
    expect(await refused(token, 'arn:aws:iam::111122223333:role/hub')).toBe(denied);
    expect(await refused(token, 'arn:aws:iam::111122223333:role/none')).toBe(denied);
    all.running.sts.faults.identityProvidersAreDown = true;
    expect(await refused(token)).toMatch(/^IDPCommunicationError 400/);
  });

  test('the JavaScript SDK’s provider, from a token file', async () => {
    await using all = await runSources();
    const { sts } = all.running;
    const roleArn = all.sources.roleArns.webIdentity;
    await withEmptyHome(async (home) => {
      const webIdentityTokenFile = join(home, 'token');
      await writeFile(webIdentityTokenFile, all.webIdentityToken());
      const credentials = await fromTokenFile({
        webIdentityTokenFile,
        roleArn,
        roleSessionName: 'me',
        clientConfig: { region: 'eu-west-1', endpoint: sts.url },
      })();
      const client = all.running.client(credentials);
      expect((await client.send(new GetCallerIdentityCommand({}))).Arn).toMatch(PIPELINE);
    });
  });

  test.skipIf(AWS_COMMAND === undefined)('the AWS CLI', async () => {
    await using all = await runSources();
    const { sts } = all.running;
    const roleArn = all.sources.roleArns.webIdentity;
    await withEmptyHome(async (home) => {
      const { stdout, stderr } = await runProgram(
        AWS_COMMAND ?? '',
        [
          ...['--endpoint-url', sts.url, '--output', 'json'],
          ...['sts', 'assume-role-with-web-identity', '--role-arn', roleArn],
          ...['--role-session-name', 'me', '--web-identity-token', all.webIdentityToken()],
        ],
        clientEnvironment(home),
      );
      expect(JSON.parse(stdout || '{}').AssumedRoleUser?.Arn, stderr).toMatch(PIPELINE);
    });
  });
});
