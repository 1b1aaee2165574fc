import { writeFile } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import {
  type ConnectProxy,
  startConnectProxy,
} from '../../electron/core/aws/network/testing/connect-proxy.ts';
import {
  type PrivateAuthority,
  privateAuthority,
} from '../../electron/core/aws/network/testing/private-authority.ts';
import { CHAINED_ROLE, CHAINED_ROLE_ARN, freshCode } from '../practice.ts';
import { test as base, expect, type RunOptions, textOf, type Valet } from '../valet.ts';

const STS = 'sts.eu-west-1.amazonaws.com';
const PASSWORD = 'hunter2@:/';
const USER = `alex:${encodeURIComponent(PASSWORD)}`;

/** A company's network: AWS is reached through its proxy only, which shows certificates of its own. */
interface Company {
  readonly authority: PrivateAuthority;
  readonly proxy: ConnectProxy;
  /** Connections that reached the practice STS by https. */
  readonly arrived: () => number;
  /** Runs the command line there: no variable names an endpoint. */
  run(argv: readonly string[], options?: RunOptions): Promise<Awaited<ReturnType<Valet['run']>>>;
}

const test = base.extend<{ company: Company }>({
  company: async ({ valet }, use) => {
    const authority = await privateAuthority();
    let count = 0;
    const front = createServer(await authority.issue(`DNS:${STS}`), (socket) => {
      count += 1;
      const upstream = connect(Number(new URL(valet.sts.url).port), '127.0.0.1');
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy());
      socket.pipe(upstream).pipe(socket);
    });
    const port = await listening(front);
    const proxy = await startConnectProxy({
      wants: `alex:${PASSWORD}`,
      route: (target) => (target === `${STS}:443` ? { port } : { status: 502 }),
    });
    const environment = {
      AWS_ENDPOINT_URL_STS: undefined,
      HTTPS_PROXY: `http://${USER}@127.0.0.1:${proxy.port}`,
      AWS_CA_BUNDLE: authority.rootPath,
    };
    await use({
      authority,
      proxy,
      arrived: () => count,
      run: (argv, options = {}) =>
        valet.run(argv, { ...options, environment: { ...environment, ...options.environment } }),
    });
    await proxy.close();
    front.close();
    await authority.remove();
  },
});

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Stores the key of the organisation's user over the company's network. */
async function addKey(valet: Valet, company: Company, options: RunOptions = {}) {
  const key = valet.organisation.users.find(({ profile }) => profile === 'security')?.keys[0];
  return await company.run(['keys', 'add', 'security'], {
    input: `${key?.accessKeyId}\n${key?.secretAccessKey}\n`,
    ...options,
  });
}

test('the whole main job, through a proxy and a private CA', async ({ valet, company }) => {
  expect(await addKey(valet, company)).toMatchObject({ code: 0, stderr: '' });
  expect((await company.run(['roles'])).stdout).toContain(CHAINED_ROLE);
  const code = await freshCode(valet);
  const assumed = await company.run(['assume', CHAINED_ROLE, '--mfa-code', code]);
  expect(assumed).toMatchObject({ code: 0, stderr: '' });
  expect(assumed.stdout).toContain(CHAINED_ROLE_ARN);

  const exported = await company.run(['env', CHAINED_ROLE, '--format', 'sh']);
  expect(exported.stdout).toContain('AWS_SESSION_TOKEN');
  expect((await company.run(['write', CHAINED_ROLE])).code).toBe(0);
  expect(await textOf(valet.credentialsPath)).toContain(`[${CHAINED_ROLE}-session]`);
  const served = await company.run(['credential-process', CHAINED_ROLE]);
  expect(JSON.parse(served.stdout)).toMatchObject({ Version: 1 });

  const actions = valet.sts.calls.map(({ action }) => action);
  expect(actions).toEqual(['GetCallerIdentity', 'GetSessionToken', 'AssumeRole', 'AssumeRole']);
  expect(new Set(company.proxy.asked)).toEqual(new Set([`${STS}:443`]));
  expect(company.proxy.asked).toHaveLength(company.arrived());

  // What AWS's own tools make of the same variables.
  const aws = await valet.program(
    'aws',
    ['sts', 'get-caller-identity', '--profile', `${CHAINED_ROLE}-session`],
    {
      environment: {
        AWS_ENDPOINT_URL_STS: undefined,
        HTTPS_PROXY: `http://${USER}@127.0.0.1:${company.proxy.port}`,
        AWS_CA_BUNDLE: company.authority.rootPath,
      },
    },
  );
  expect(aws.stderr).toBe('');
  expect(aws.stdout).toContain(CHAINED_ROLE_ARN);
});

test('ca_bundle of a profile does as well, and a wrong one is named', async ({
  valet,
  company,
}) => {
  const config = await textOf(valet.configPath);
  const without = { environment: { AWS_CA_BUNDLE: undefined } };
  await writeFile(
    valet.configPath,
    `[default]\nca_bundle = ${company.authority.rootPath}\n${config}`,
  );
  expect(await addKey(valet, company, without)).toMatchObject({ code: 0, stderr: '' });
  await writeFile(
    valet.configPath,
    `[default]\nca_bundle = ${join(valet.folder, 'none.pem')}\n${config}`,
  );
  const failed = await company.run(
    ['assume', 'security', '--mfa-code', await freshCode(valet)],
    without,
  );
  expect(failed.code).toBe(1);
  expect(failed.stderr).toMatch(
    /config, line 2: ca_bundle names .*none\.pem, which does not exist/,
  );
});

test('an untrusted issuer is named, through the proxy', async ({ valet, company }) => {
  const failed = await addKey(valet, company, { environment: { AWS_CA_BUNDLE: undefined } });
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain(
    `the certificate of ${STS}, issued by "Example Proxy Root, Example Corp"`,
  );
  expect(failed.stderr).toContain('(NETWORK_TLS)');
  expect(valet.sts.calls).toEqual([]);
});

test('a wrong password of the proxy is said, and not shown', async ({ valet, company }) => {
  const address = `127.0.0.1:${company.proxy.port}`;
  const failed = await addKey(valet, company, {
    environment: { HTTPS_PROXY: `http://alex:sesame-5@${address}` },
  });
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain(
    `the proxy ${address} does not accept the user name and password`,
  );
  expect(failed.stderr + failed.stdout).not.toContain('sesame-5');
  expect(company.arrived()).toBe(0);
});

test('NO_PROXY is honoured', async ({ valet, company }) => {
  // A name that nobody can have: the call must fail on the direct way, and not leave this machine.
  const environment = { AWS_ENDPOINT_URL_STS: 'https://sts.practice.invalid' };
  const through = await addKey(valet, company, { environment });
  expect(through.stderr).toContain('could not open a way to sts.practice.invalid (HTTP 502)');
  expect(company.proxy.asked).toEqual(['sts.practice.invalid:443']);
  const direct = await addKey(valet, company, {
    environment: { ...environment, NO_PROXY: 'localhost,.practice.invalid' },
  });
  expect(direct.stderr).toContain('sts.practice.invalid cannot be reached');
  expect(company.proxy.asked).toHaveLength(1);
});
