import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { stsEndpoint } from '../core/chain/endpoint.ts';
import type { Environment } from '../core/ports.ts';
import { callerWorld } from './caller-world.ts';
import { worldDifferences } from './world-differences.ts';

test('without variables the files are the usual ones, and nothing else is said', () => {
  expect(callerWorld({}, 'linux', '/h')).toEqual({
    configPath: '/h/.aws/config',
    credentialsPath: '/h/.aws/credentials',
  });
});

test('paths are absolute: the app has another working folder', () => {
  const environment = { AWS_CONFIG_FILE: 'here/config', AWS_SHARED_CREDENTIALS_FILE: '~/c' };
  expect(callerWorld(environment, 'linux', '/h')).toEqual({
    configPath: resolve('here/config'),
    credentialsPath: '/h/c',
  });
});

test('a CA bundle that is set to nothing is not set', () => {
  expect(callerWorld({ AWS_CA_BUNDLE: '' }, 'linux', '/h')).not.toHaveProperty('caBundle');
  expect(callerWorld({ AWS_CA_BUNDLE: '/ca' }, 'linux', '/h')).toMatchObject({ caBundle: '/ca' });
});

const ONE = 'https://one.example.com';
const TWO = 'https://two.example.com';

test.each([
  [{}],
  [{ AWS_ENDPOINT_URL: ONE }],
  [{ AWS_ENDPOINT_URL: ONE, AWS_ENDPOINT_URL_STS: TWO }],
  [{ AWS_ENDPOINT_URL_STS: '' }],
  [{ AWS_ENDPOINT_URL: ONE, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'TRUE' }],
  [{ AWS_ENDPOINT_URL: ONE, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' }],
])('%j means the endpoint that the chain would use', (environment) => {
  const ask = { region: 'eu-west-1', profile: undefined, services: new Map(), environment };
  const { stsEndpoint: said } = callerWorld(environment, 'linux', '/h');
  const isUrl = said !== undefined && URL.canParse(said);
  expect(stsEndpoint(ask)).toBe(isUrl ? said : 'https://sts.eu-west-1.amazonaws.com');
});

test('to ignore what is configured is another world than to configure nothing', () => {
  const environment = { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' };
  expect(callerWorld(environment, 'linux', '/h').stsEndpoint).toBeDefined();
});

test('which AWS is called is told, and the proxy on the way is nobody’s business', () => {
  const environment = {
    HTTPS_PROXY: 'http://me:hunter2@/x@proxy.corp:8080',
    NO_PROXY: 'localhost',
    AWS_CA_BUNDLE: '~/ca.pem',
    AWS_USE_FIPS_ENDPOINT: 'TRUE',
    AWS_USE_DUALSTACK_ENDPOINT: 'false',
  };
  const world = callerWorld(environment, 'linux', '/h');
  expect(world).toMatchObject({ caBundle: '/h/ca.pem', fips: 'true', dualStack: 'false' });
  expect(JSON.stringify(world)).not.toContain('proxy');
});

test('worlds that call another AWS differ, by the name of what is other', async () => {
  const own = callerWorld({ HTTPS_PROXY: 'http://proxy:1' }, 'linux', '/h');
  expect(await worldDifferences(callerWorld({}, 'linux', '/h'), own)).toEqual([]);
  const other = callerWorld({ AWS_USE_FIPS_ENDPOINT: 'true' }, 'linux', '/h');
  expect(await worldDifferences(other, own)).toEqual(['fips']);
});

test.each([
  [{ AWS_ENDPOINT_URL_SSO: ONE }],
  [{ AWS_ENDPOINT_URL_SSO_OIDC: ONE }],
  [{ AWS_ENDPOINT_URL_SIGNIN: ONE }],
  [{ AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:1' }],
  [{ AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: 'IPv6' }],
  [{ AWS_ENDPOINT_URL: ONE }],
])('%j: bases are had elsewhere than in a world without it', async (environment) => {
  const sts = { AWS_ENDPOINT_URL_STS: TWO };
  const own = callerWorld(sts, 'linux', '/h');
  const other = callerWorld({ ...sts, ...environment }, 'linux', '/h');
  expect(await worldDifferences(other, own)).toEqual(['baseEndpoints']);
  expect(await worldDifferences(own, other)).toEqual(['baseEndpoints']);
  const same = callerWorld({ ...environment, ...sts }, 'linux', '/h');
  expect(await worldDifferences(other, same)).toEqual([]);
});

test('variables that a command may go by are told apart, and not told', () => {
  const hash = (environment: Environment) =>
    callerWorld(environment, 'linux', '/h').commandVariables;
  const secret = { AWS_VAULT_FILE_PASSPHRASE: 'hunter2' };
  expect(hash(secret)).toMatch(/^[0-9a-f]{16}$/);
  expect(hash({ AWS_VAULT_FILE_PASSPHRASE: 'other' })).not.toBe(hash(secret));
  expect(hash({ AWS_PROFILE: 'x', AWS_REGION: 'eu-west-1', HOME: '/x' })).toBeUndefined();
  expect(hash({ AWS_ENDPOINT_URL_STS: ONE, AWS_ENDPOINT_URL_SSO: TWO })).toBeUndefined();
  expect(hash({ ...secret, AWS_PROFILE: 'x', AWS_PAGER: '' })).toBe(hash(secret));
});
