import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { loadContext } from '../../app/load-context.ts';
import { type PracticeSources, practiceSources } from '../../app/testing/practice-sources.ts';
import { resolveChain } from '../../chain/resolve-chain.ts';
import { type ConnectProxy, startConnectProxy } from '../network/testing/connect-proxy.ts';
import { type PrivateAuthority, privateAuthority } from '../network/testing/private-authority.ts';
import { testNetwork } from '../network/testing/test-network.ts';
import { sdkBases } from './sdk-bases.ts';

const SOURCE = 'https://source.example.com';

let world: PracticeSources;
let authorities: readonly PrivateAuthority[];
let proxy: ConnectProxy;
const server = createServer((_, response) => response.end());

beforeAll(async () => {
  world = await practiceSources();
  const ofProxy = await privateAuthority('Proxy Root');
  const ofSource = await privateAuthority('Source Root');
  authorities = [ofProxy, ofSource];
  server.setSecureContext(await ofSource.issue('DNS:source.example.com'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const tls = await ofProxy.issue('IP:127.0.0.1');
  proxy = await startConnectProxy({ route: () => ({ port }), tls });
  const { startUrl, region } = world.identityCenter;
  const bundle = `ca_bundle = ${ofProxy.rootPath}\nregion = eu-west-1`;
  await world.addConfig(
    [
      `[sso-session corp]\nsso_start_url = ${startUrl}\nsso_region = ${region}`,
      `[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Platform\n${bundle}`,
      `[profile web-identity]\nweb_identity_token_file = ${await world.writeToken()}\nrole_arn = ${world.sources.roleArns.webIdentity}\n${bundle}`,
      `[profile login]\nlogin_session = ${world.sources.loginArn}\n${bundle}\n`,
    ].join('\n'),
  );
  await world.signIn('sso');
  await world.logIn(-60);
});
afterAll(async () => {
  await proxy.close();
  server.closeAllConnections();
  server.close();
  await Promise.all(authorities.map((authority) => authority.remove()));
  await world.close();
});
afterEach(() => {
  vi.unstubAllEnvs();
});

test.each(['sso', 'web-identity', 'login'])(
  '%s: who issued a certificate is found on the way that the profile’s bundle opens',
  async (name) => {
    vi.stubEnv('AWS_LOGIN_CACHE_DIRECTORY', world.loginCachePath);
    const environment = {
      ...world.app.environment,
      AWS_ENDPOINT_URL_SSO: SOURCE,
      AWS_ENDPOINT_URL_STS: SOURCE,
      AWS_ENDPOINT_URL_SIGNIN: SOURCE,
    };
    const { loginCachePath } = world;
    const bases = sdkBases({
      ...world.app,
      environment,
      network: testNetwork({ environment: { HTTPS_PROXY: `https://127.0.0.1:${proxy.port}` } }),
      platform: process.platform,
      loginCachePath,
      sdkLoginCachePath: loginCachePath,
    });
    const context = await loadContext({ ...world.app, environment });
    const { base } = resolveChain(context, name);
    await expect(bases.credentials(base, context.config)).rejects.toMatchObject({
      code: 'NETWORK_TLS',
      message: expect.stringContaining('Source Root'),
    });
  },
);
