import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { fromLoginCredentials } from '@aws-sdk/credential-provider-login';
import { afterEach, expect, test, vi } from 'vitest';
import { withEmptyHome } from '../testing/real-clients.ts';
import { type RunningSources, runSources } from '../testing/running-sources.ts';
import type { LoginRefusal } from './login-tokens.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Runs `work` with a home that somebody signed in to; its first credentials end soon. */
async function withLogin(
  all: RunningSources,
  work: (paths: { cacheFile: string; credentials: typeof provide }) => Promise<void>,
) {
  await withEmptyHome(async (home) => {
    const principalArn = all.sources.loginArn;
    const cacheFile = await all.login.signIn(join(home, 'cache'), {
      principalArn,
      withMfa: true,
      firstSeconds: 60,
    });
    await writeFile(join(home, 'config'), `[profile console]\nlogin_session = ${principalArn}\n`);
    const environment = {
      ...all.login.environment,
      AWS_LOGIN_CACHE_DIRECTORY: join(home, 'cache'),
      AWS_CONFIG_FILE: join(home, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
    };
    for (const [name, value] of Object.entries(environment)) {
      vi.stubEnv(name, value);
    }
    await work({ cacheFile, credentials: provide });
  });
}

const provide = () =>
  fromLoginCredentials({
    profile: 'console',
    ignoreCache: true,
    clientConfig: { region: 'eu-west-1', maxAttempts: 1 },
  })();

test('the JavaScript SDK refreshes, with a proof of its key, and goes on with the new token', async () => {
  await using all = await runSources();
  await withLogin(all, async ({ cacheFile, credentials }) => {
    const before = JSON.parse(await readFile(cacheFile, 'utf8'));
    const trio = await credentials();
    expect(Number(trio.expiration)).toBeGreaterThan(Date.now() + 600_000);
    const client = all.running.client(trio);
    const { Arn } = await client.send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe(all.sources.loginArn);
    const after = JSON.parse(await readFile(cacheFile, 'utf8'));
    expect(after.refreshToken).not.toBe(before.refreshToken);
    expect(await credentials()).toMatchObject({ accessKeyId: trio.accessKeyId });
    expect(all.login.requests).toEqual(['POST /v1/token 200']);
    // A second reader of the old file, at the same moment, gets the same credentials.
    await writeFile(cacheFile, JSON.stringify(before));
    expect((await credentials()).accessKeyId).toBe(trio.accessKeyId);
  });
});

test('another key, and each reason to refuse', async () => {
  await using all = await runSources();
  await withLogin(all, async ({ cacheFile, credentials }) => {
    const cached = JSON.parse(await readFile(cacheFile, 'utf8'));
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const dpopKey = privateKey.export({ type: 'sec1', format: 'pem' });
    const accessToken = { ...cached.accessToken, expiresAt: new Date(Date.now()).toISOString() };
    await writeFile(cacheFile, JSON.stringify({ ...cached, accessToken, dpopKey }));
    await expect(credentials()).rejects.toThrow(/bound to another key/);
    await writeFile(cacheFile, JSON.stringify({ ...cached, accessToken }));
    const reasons: readonly [LoginRefusal, RegExp][] = [
      ['USER_CREDENTIALS_CHANGED', /a change in your password/],
      ['INSUFFICIENT_PERMISSIONS', /insufficient permissions/],
      ['TOKEN_EXPIRED', /Your session has expired/],
    ];
    for (const [refusal, text] of reasons) {
      all.login.refuse(refusal);
      await expect(credentials()).rejects.toThrow(text);
    }
    all.login.refuse(undefined);
    await credentials();
  });
});
