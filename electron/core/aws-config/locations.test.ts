import { describe, expect, test } from 'vitest';
import { homeDirectoryOf, sharedFilePaths } from './locations.ts';

describe('the two files', () => {
  test('are in .aws in the home folder', () => {
    expect(sharedFilePaths({}, '/home/jane', 'linux')).toEqual({
      configPath: '/home/jane/.aws/config',
      credentialsPath: '/home/jane/.aws/credentials',
    });
    expect(sharedFilePaths({}, 'C:\\Users\\jane', 'win32').configPath).toBe(
      'C:\\Users\\jane\\.aws\\config',
    );
  });

  test.each([
    ['/etc/aws', '/etc/aws'],
    ['relative/config', 'relative/config'],
    ['~', '/home/jane'],
    ['~/a b/config', '/home/jane/a b/config'],
    ['~other/config', '~other/config'],
    ['~\\config', '~\\config'],
    ['', '/home/jane/.aws/config'],
  ])('AWS_CONFIG_FILE=%s', (given, path) => {
    const paths = sharedFilePaths({ AWS_CONFIG_FILE: given }, '/home/jane', 'linux');
    expect(paths.configPath).toBe(path);
    expect(paths.credentialsPath).toBe('/home/jane/.aws/credentials');
  });

  test('AWS_SHARED_CREDENTIALS_FILE on Windows', () => {
    const environment = { AWS_SHARED_CREDENTIALS_FILE: '~\\aws\\credentials' };
    expect(sharedFilePaths(environment, 'C:\\Users\\jane', 'win32').credentialsPath).toBe(
      'C:\\Users\\jane\\aws\\credentials',
    );
  });
});

describe('the home folder', () => {
  test.each([
    [{ HOME: '/h', USERPROFILE: 'C:\\u' }, 'linux', '/h'],
    [{ HOME: '', USERPROFILE: '/u' }, 'linux', '/os'],
    [{}, 'darwin', '/os'],
    [{ HOME: 'C:\\git', USERPROFILE: 'C:\\u' }, 'win32', 'C:\\git'],
    [{ USERPROFILE: 'C:\\u', HOMEDRIVE: 'D:', HOMEPATH: '\\h' }, 'win32', 'C:\\u'],
    [{ HOMEDRIVE: 'D:', HOMEPATH: '\\h' }, 'win32', 'D:\\h'],
    [{ HOMEDRIVE: 'D:' }, 'win32', '/os'],
  ] as const)('%j on %s', (environment, platform, home) => {
    expect(homeDirectoryOf(environment, platform, '/os')).toBe(home);
  });
});
