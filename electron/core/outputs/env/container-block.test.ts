import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../../tools/loops.ts';
import { containerBlock } from './container-block.ts';
import { unsetBlock } from './export-block.ts';
import type { EnvFormat } from './formats.ts';
import { ENDPOINT, expectedContainerVariables, hostileText } from './real-programs.fixture.ts';

const block = (format: EnvFormat, region?: string) =>
  containerBlock({ format, ...ENDPOINT, ...(region === undefined ? {} : { region }) });

describe('texts', () => {
  test('sh unsets whatever could win, then sets the endpoint and the region', () => {
    expect(block('sh', 'eu-central-1').split('\n')).toEqual([
      [
        'unset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_CREDENTIAL_FILE',
        'AWS_WEB_IDENTITY_TOKEN_FILE AWS_ACCOUNT_ID AWS_CREDENTIAL_SCOPE',
        'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
        'AWS_ROLE_ARN AWS_ROLE_SESSION_NAME AWS_ACCESS_KEY AWS_SECRET_KEY',
        'AMAZON_ACCESS_KEY_ID AMAZON_SECRET_ACCESS_KEY AMAZON_SESSION_TOKEN',
        'AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION',
        'AWS_REGION AWS_DEFAULT_REGION',
        'AWS_CONTAINER_CREDENTIALS_FULL_URI AWS_CONTAINER_AUTHORIZATION_TOKEN',
      ].join(' '),
      `export AWS_CONTAINER_CREDENTIALS_FULL_URI='${ENDPOINT.url}'`,
      `export AWS_CONTAINER_AUTHORIZATION_TOKEN='${ENDPOINT.token}'`,
      "export AWS_REGION='eu-central-1'",
      "export AWS_DEFAULT_REGION='eu-central-1'",
      '',
    ]);
  });

  test('powershell and cmd (texts: the real programs do not run here)', () => {
    const powershell = block('powershell', 'eu-central-1').split('\n');
    expect(powershell[0]).toBe('$Env:AWS_PROFILE = $null');
    expect(powershell).toContain('$Env:AWS_ACCESS_KEY_ID = $null');
    expect(powershell).toContain(`$Env:AWS_CONTAINER_CREDENTIALS_FULL_URI = '${ENDPOINT.url}'`);
    const cmd = block('cmd', 'eu-central-1').split('\n');
    expect(cmd).toContain('set "AWS_SESSION_TOKEN="');
    expect(cmd).toContain(`set "AWS_CONTAINER_AUTHORIZATION_TOKEN=${ENDPOINT.token}"`);
    expect(cmd.at(-2)).toBe('set "AWS_DEFAULT_REGION=eu-central-1"');
  });

  test('json and dotenv', () => {
    expect(JSON.parse(block('json', 'eu-central-1'))).toEqual(
      expectedContainerVariables('eu-central-1'),
    );
    expect(block('dotenv')).toBe(
      `AWS_CONTAINER_CREDENTIALS_FULL_URI=${ENDPOINT.url}\nAWS_CONTAINER_AUTHORIZATION_TOKEN=${ENDPOINT.token}\n`,
    );
  });

  test.each(['process', 'ini'] as const)('%s has no such form', (format) => {
    expect(() => block(format)).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });

  test('the unset block of every shell takes both variables away', () => {
    for (const format of ['sh', 'fish', 'powershell', 'cmd', 'nushell'] as const) {
      expect(unsetBlock(format)).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI');
      expect(unsetBlock(format)).toContain('AWS_CONTAINER_AUTHORIZATION_TOKEN');
    }
  });
});

test('dotenv carries a region as it is, or refuses it', () => {
  fc.assert(
    fc.property(hostileText, (region) => {
      const write = () => block('dotenv', region);
      if (/^[A-Za-z0-9+/=_.:-]+$/.test(region)) {
        expect(write()).toContain(`\nAWS_REGION=${region}\n`);
      } else {
        expect(write).toThrow(expect.objectContaining({ code: 'VALUE_UNREPRESENTABLE' }));
      }
    }),
    { numRuns: loopCount(20_000, 500), seed: loopSeed() },
  );
});
