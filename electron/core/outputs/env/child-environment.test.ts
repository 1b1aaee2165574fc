import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { childEnvironment, serverEnvironment } from './child-environment.ts';
import {
  awsVariables,
  CREDENTIALS,
  ENDPOINT,
  expectedContainerVariables,
  expectedVariables,
  findProgram,
  run,
  STALE_BEFORE_CONTAINER,
  STALE_VARIABLES,
} from './real-programs.fixture.ts';

const parent = { ...STALE_VARIABLES, PATH: '/usr/bin:/bin', NONE: undefined };

describe('childEnvironment', () => {
  test('a real child sees exactly the session, and the rest of its parent', () => {
    const environment = childEnvironment(parent, CREDENTIALS, 'eu west; $HOME "\'');
    const output = run(findProgram('env'), ['-0'], environment);
    expect(awsVariables(output)).toEqual(expectedVariables('eu west; $HOME "\''));
    expect(output).toContain('PATH=/usr/bin:/bin\0');
    expect(Object.keys(environment)).not.toContain('NONE');
  });

  test("without a region the parent's is gone", () => {
    expect(childEnvironment(parent, CREDENTIALS)).toEqual({
      PATH: '/usr/bin:/bin',
      ...expectedVariables(),
    });
    expect(childEnvironment(parent, CREDENTIALS, '')).not.toHaveProperty('AWS_REGION');
  });

  test('what names files or a container stays', () => {
    const kept = {
      AWS_CONFIG_FILE: '/etc/aws/config',
      AWS_SHARED_CREDENTIALS_FILE: '/etc/aws/credentials',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1/role',
      AWS_CA_BUNDLE: '/etc/ssl/ca.pem',
    };
    expect(childEnvironment(kept, CREDENTIALS)).toEqual({ ...kept, ...expectedVariables() });
  });

  test('only on Windows do names match in any case', () => {
    const mixed = { Aws_Profile: 'old', aws_region: 'old', Path: 'C:\\' };
    expect(childEnvironment(mixed, CREDENTIALS, undefined, 'win32')).toEqual({
      Path: 'C:\\',
      ...expectedVariables(),
    });
    expect(childEnvironment(mixed, CREDENTIALS, undefined, 'linux')).toMatchObject(mixed);
  });

  test('refuses an incomplete trio, and a region that is no text', () => {
    expect(() => childEnvironment({}, { ...CREDENTIALS, sessionToken: '' })).toThrow(
      expect.objectContaining({ code: 'INTERNAL' }),
    );
    expect(() => childEnvironment({}, CREDENTIALS, 'eu\0west')).toThrow(
      expect.objectContaining({ code: 'VALUE_UNREPRESENTABLE' }),
    );
    // Node itself would refuse to start a child with it, with a message that shows the value.
    expect(() => execFileSync('env', { env: { AWS_REGION: 'eu\0west' } })).toThrow();
  });
});

describe('serverEnvironment', () => {
  const files = { configPath: '/made/config', credentialsPath: '/made/credentials' };
  const made = {
    AWS_CONFIG_FILE: '/made/config',
    AWS_SHARED_CREDENTIALS_FILE: '/made/credentials',
    BOTO_CONFIG: '/made/credentials',
  };

  test('a real child sees exactly the endpoint and the made files, and the rest of its parent', () => {
    const hostile = {
      ...STALE_BEFORE_CONTAINER,
      AWS_CONFIG_FILE: '/own/config',
      AWS_SHARED_CREDENTIALS_FILE: '/own/credentials',
      BOTO_CONFIG: '/own/boto',
      AWS_CA_BUNDLE: '/etc/ssl/ca.pem',
      AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1',
      PATH: '/usr/bin:/bin',
    };
    const environment = serverEnvironment(hostile, ENDPOINT, files, 'eu-west-1');
    const output = run(findProgram('env'), ['-0'], environment);
    const { BOTO_CONFIG, ...aws } = made;
    expect(awsVariables(output)).toEqual({
      ...expectedContainerVariables('eu-west-1'),
      ...aws,
      AWS_CA_BUNDLE: '/etc/ssl/ca.pem',
      AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1',
    });
    expect(output).toContain(`BOTO_CONFIG=${BOTO_CONFIG}\0`);
    expect(output).toContain('PATH=/usr/bin:/bin\0');
  });

  test("without a region the parent's is gone", () => {
    expect(serverEnvironment(STALE_BEFORE_CONTAINER, ENDPOINT, files)).toEqual({
      ...expectedContainerVariables(),
      ...made,
    });
  });

  test('on Windows names match in any case', () => {
    const mixed = { Aws_Config_File: 'old', aws_access_key_id: 'old', Path: 'C:\\' };
    expect(serverEnvironment(mixed, ENDPOINT, files, undefined, 'win32')).toEqual({
      Path: 'C:\\',
      ...expectedContainerVariables(),
      ...made,
    });
  });
});
