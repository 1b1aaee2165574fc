import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { childEnvironment } from './child-environment.ts';
import {
  awsVariables,
  CREDENTIALS,
  expectedVariables,
  findProgram,
  run,
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
