import { expect, test } from 'vitest';
import type { Profile, SharedConfig } from '../../aws-config/types.ts';
import type { Base } from '../../chain/types.ts';
import type { Environment } from '../../ports.ts';
import { baseIdentity } from './base-identity.ts';

const COMMAND = 'corp-credentials --json';

function configOf(configPath: string): SharedConfig {
  const at = { file: 'config', path: configPath, line: 2 } as const;
  const properties = new Map([['credential_process', { value: COMMAND, at }]]);
  const profiles = ['one', 'two'].map((name) => [name, { name, properties }] as const);
  return {
    configPath,
    credentialsPath: '/h/credentials',
    profiles: new Map(profiles) as unknown as ReadonlyMap<string, Profile>,
    services: new Map(),
  } as unknown as SharedConfig;
}

function identity(
  kind: Base['kind'],
  environment: Environment,
  profile = 'one',
  configPath = '/h/config',
): string {
  const parts = { environment, user: { user: 'alex', host: 'desk' }, platform: 'linux' } as const;
  return baseIdentity(parts, { base: { kind, profile } as Base, config: configOf(configPath) });
}

const URI = 'http://169.254.170.23/v1/credentials';
const pod = (more: Environment) =>
  identity('container', { AWS_CONTAINER_CREDENTIALS_FULL_URI: URI, ...more });

test('pods that share an address are told apart by their tokens', () => {
  const names = [
    pod({}),
    pod({ AWS_CONTAINER_AUTHORIZATION_TOKEN: 'one' }),
    pod({ AWS_CONTAINER_AUTHORIZATION_TOKEN: 'two' }),
    pod({ AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/one' }),
    pod({ AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/two' }),
  ];
  expect(new Set(names).size).toBe(names.length);
  expect(pod({ AWS_CONTAINER_AUTHORIZATION_TOKEN: 'hunter2' })).not.toContain('hunter2');
});

test('one command gives what profile, files and AWS variables choose', () => {
  const names = [
    identity('process', {}),
    identity('process', {}, 'two'),
    identity('process', {}, 'one', '/elsewhere/config'),
    identity('process', { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }),
    identity('process', { AWS_VAULT: 'one' }),
    identity('process', { AWS_VAULT: 'two' }),
  ];
  expect(new Set(names).size).toBe(names.length);
  expect(identity('process', { AWS_VAULT_FILE_PASSPHRASE: 'hunter2' })).not.toContain('hunter2');
});

test('what differs from shell to shell, and chooses nothing, does not make it another', () => {
  const one = { AWS_PROFILE: 'a', AWS_REGION: 'eu-west-1', AWS_PAGER: '', TERM: 'xterm' };
  const two = { AWS_DEFAULT_PROFILE: 'b', AWS_EXECUTION_ENV: 'x', SHLVL: '7' };
  expect(identity('process', one)).toBe(identity('process', two));
});
