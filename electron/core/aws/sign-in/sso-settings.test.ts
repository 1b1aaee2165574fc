import { expect, test } from 'vitest';
import { readSharedConfig } from '../../aws-config/shared-config.ts';
import type { SharedConfig } from '../../aws-config/types.ts';
import { ssoSettings } from './sso-settings.ts';

function configOf(text: string): SharedConfig {
  const missing = { path: '/credentials', realPath: '/credentials', exists: false };
  return readSharedConfig(
    { path: '/config', realPath: '/config', exists: true, bytes: new TextEncoder().encode(text) },
    { ...missing, bytes: new Uint8Array() },
  );
}

const SESSION = `[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
`;

test('a named session, with its scopes', () => {
  const config = configOf(
    `[profile dev]\nsso_session = corp\n${SESSION}sso_registration_scopes = sso:account:access, x:y,\n`,
  );
  expect(ssoSettings(config, 'dev', {})).toEqual({
    profile: 'dev',
    sessionName: 'corp',
    startUrl: 'https://corp.awsapps.com/start',
    region: 'eu-west-1',
    scopes: ['sso:account:access', 'x:y'],
    endpoint: 'https://oidc.eu-west-1.amazonaws.com',
  });
});

test('the older form', () => {
  const config = configOf(
    '[profile dev]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = cn-north-1\n',
  );
  expect(ssoSettings(config, 'dev', {})).toEqual({
    profile: 'dev',
    startUrl: 'https://corp.awsapps.com/start',
    region: 'cn-north-1',
    endpoint: 'https://oidc.cn-north-1.amazonaws.com.cn',
  });
});

test.each([
  ['no such session', '[profile dev]\nsso_session = other\n', /\[sso-session other\]/],
  [
    'no start URL',
    '[profile dev]\nsso_session = corp\n[sso-session corp]\nsso_region = eu-west-1\n',
    /no sso_start_url/,
  ],
  ['no region', '[profile dev]\nsso_start_url = https://corp.awsapps.com/start\n', /no sso_region/],
  [
    'a region that is none',
    '[profile dev]\nsso_start_url = https://a.b/start\nsso_region = evil.example/\n',
    /region/,
  ],
  [
    'not encrypted',
    '[profile dev]\nsso_start_url = http://corp.awsapps.com/start\nsso_region = eu-west-1\n',
    /https/,
  ],
  [
    'a user name',
    '[profile dev]\nsso_start_url = https://corp.awsapps.com@evil.example/start\nsso_region = eu-west-1\n',
    /https/,
  ],
  [
    'a script',
    '[profile dev]\nsso_start_url = javascript:alert(1)\nsso_region = eu-west-1\n',
    /https/,
  ],
  [
    'two different values',
    `[profile dev]\nsso_session = corp\nsso_region = us-east-1\n${SESSION}`,
    /not what/,
  ],
])('%s is refused, and the line is named', (_, text, message) => {
  expect(() => ssoSettings(configOf(text), 'dev', {})).toThrow(
    expect.objectContaining({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(message),
    }),
  );
  expect(() => ssoSettings(configOf(text), 'dev', {})).toThrow(/^\/config, line \d+: /);
});

test('the endpoint of the variables, without its last slash, and the certificates of the files', () => {
  const config = configOf(`[profile dev]\nsso_session = corp\nca_bundle = ~/corp.pem\n${SESSION}`);
  const AWS_ENDPOINT_URL_SSO_OIDC = 'http://127.0.0.1:9/';
  expect(ssoSettings(config, 'dev', { AWS_ENDPOINT_URL_SSO_OIDC })).toMatchObject({
    endpoint: 'http://127.0.0.1:9',
    caBundle: { path: '~/corp.pem' },
  });
});
