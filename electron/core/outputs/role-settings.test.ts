import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { readSharedConfig } from '../aws-config/shared-config.ts';
import type { SharedConfig } from '../aws-config/types.ts';
import { roleSettings } from './role-settings.ts';

const state = (path: string, text: string) => ({
  path,
  realPath: path,
  exists: true,
  bytes: Buffer.from(text),
});
const read = (config: string, credentials = ''): SharedConfig =>
  readSharedConfig(state('/config', config), state('/credentials', credentials));

const IDENTITY = `
role_arn = arn:aws:iam::111122223333:role/x
source_profile = base
credential_source = Environment
credential_process = /bin/false
external_id = shop-42
mfa_serial = arn:aws:iam::111122223333:mfa/alex
role_session_name = me
duration_seconds = 900
web_identity_token_file = /token
login_session = x
sso_session = x
sso_start_url = https://example.com
sso_account_id = 111122223333
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
aws_session_token = token
aws_account_id = 111122223333
x_security_token_expires = 2037-01-02T03:04:05Z
valet_role_arn = arn:aws:iam::111122223333:role/x
valet_target = x
some_password = hunter2
`;

describe('roleSettings', () => {
  test('holds what says how tools work, and nothing of who they are', () => {
    const config = `[profile prod]${IDENTITY}region = eu-west-1
output = json
ca_bundle = /etc/ssl/ca.pem
endpoint_url = https://example.com
services = local
cli_pager =
cli_binary_format = raw-in-base64-out
s3_use_arn_region = true
retry_mode = adaptive
s3 =
  max_concurrent_requests = 20
  addressing_style = path
other =
  aws_access_key_id = x

[services local]
sts =
  endpoint_url = http://127.0.0.1:4566
dynamodb =
  endpoint_url = http://127.0.0.1:8000
`;
    const { text, leftOut } = roleSettings(read(config), 'prod', 'eu-central-1');
    expect(text).toBe(`[default]
region = eu-central-1
output = json
ca_bundle = /etc/ssl/ca.pem
endpoint_url = https://example.com
cli_binary_format = raw-in-base64-out
s3_use_arn_region = true
retry_mode = adaptive
s3 =
  max_concurrent_requests = 20
  addressing_style = path
services = role

[services role]
sts =
  endpoint_url = http://127.0.0.1:4566
dynamodb =
  endpoint_url = http://127.0.0.1:8000
`);
    expect(leftOut).toEqual([]);
  });

  test('of an unknown profile, and without a region, is an empty [default]', () => {
    expect(roleSettings(read(''), 'prod', undefined)).toEqual({ text: '[default]\n', leftOut: [] });
  });

  test('names what it can not pass on', () => {
    const config = '[profile prod]\nendpoint_url = https://a\n  b\noutput = json\n';
    expect(roleSettings(read(config), 'prod', undefined)).toEqual({
      text: '[default]\noutput = json\n',
      leftOut: ['endpoint_url'],
    });
  });

  test('any file: what is written reads back the same, and holds nothing of an identity', () => {
    const line = fc.oneof(
      fc.constantFrom(...IDENTITY.trim().split('\n')),
      fc
        .tuple(
          fc.constantFrom(
            'output',
            'endpoint_url',
            'cli_x',
            's3',
            'services',
            'region',
            'dynamodb',
          ),
          fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('', 'a', 'x ; y', '#z')),
        )
        .map(([key, value]) => `${key} = ${value.replaceAll(/[\r\n]/g, ' ')}`),
      fc.constantFrom('  endpoint_url = http://a', '  role_arn = x', '# comment', ''),
    );
    const file = fc
      .tuple(fc.array(line, { maxLength: 12 }), fc.array(line, { maxLength: 4 }))
      .map(([own, services]) =>
        ['[profile prod]', ...own, '[services a]', ...services, ''].join('\n'),
      );
    fc.assert(
      fc.property(file, (config) => {
        const before = read(config);
        const { text } = roleSettings(before, 'prod', 'eu-west-1');
        const after = read(text);
        const made = after.profiles.get('default');
        const own = before.profiles.get('prod');
        for (const [key, { value }] of made?.properties ?? []) {
          expect(key).not.toMatch(/^(aws_|role|source|credential|sso|login|web|mfa|valet|x_|some)/);
          if (key === 'services') expect(value).toBe('role');
          else if (key === 'region') expect(value).toBe('eu-west-1');
          else expect(value).toBe(own?.properties.get(key)?.value);
        }
        for (const [name, block] of made?.nested ?? []) {
          for (const [key, { value }] of block) {
            expect(key).not.toBe('role_arn');
            expect(value).toBe(own?.nested.get(name)?.get(key)?.value);
          }
        }
        expect(after.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(text).not.toMatch(/AKIA|hunter2|wJalr/);
      }),
      { numRuns: loopCount(5_000, 500), seed: loopSeed() },
    );
  });
});
