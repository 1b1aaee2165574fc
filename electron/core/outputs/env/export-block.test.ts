import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../../tools/loops.ts';
import { isRoleValetError } from '../../../contract/errors.ts';
import { type ExportRequest, exportBlock, unsetBlock } from './export-block.ts';
import { ENV_FORMATS, type EnvFormat, isEnvFormat } from './formats.ts';
import { CREDENTIALS, EXPIRES, expectedVariables, hostileText } from './real-programs.fixture.ts';

const request = (format: EnvFormat, more: Partial<ExportRequest> = {}): ExportRequest => ({
  format,
  credentials: CREDENTIALS,
  profileName: 'prod-session',
  region: 'eu-central-1',
  ...more,
});

describe('texts', () => {
  test('sh', () => {
    expect(exportBlock(request('sh'))).toBe(
      [
        'unset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_CREDENTIAL_FILE AWS_WEB_IDENTITY_TOKEN_FILE AWS_ACCOUNT_ID AWS_CREDENTIAL_SCOPE AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_REGION AWS_DEFAULT_REGION',
        "export AWS_ACCESS_KEY_ID='ASIAIOSFODNN7EXAMPLE'",
        "export AWS_SECRET_ACCESS_KEY='wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'",
        "export AWS_SESSION_TOKEN='FwoGZXIvYXdzEBYaDKEXAMPLE/+abc='",
        "export AWS_CREDENTIAL_EXPIRATION='2037-01-02T03:04:05Z'",
        "export AWS_REGION='eu-central-1'",
        "export AWS_DEFAULT_REGION='eu-central-1'",
        '',
      ].join('\n'),
    );
  });

  test('powershell (a text: the real program does not run here)', () => {
    const lines = exportBlock(request('powershell')).split('\n');
    expect(lines[0]).toBe('$Env:AWS_PROFILE = $null');
    expect(lines).toContain('$Env:AWS_SECURITY_TOKEN = $null');
    expect(lines).toContain("$Env:AWS_SESSION_TOKEN = 'FwoGZXIvYXdzEBYaDKEXAMPLE/+abc='");
    expect(lines.indexOf('$Env:AWS_REGION = $null')).toBeGreaterThan(0);
    expect(lines.at(-2)).toBe("$Env:AWS_DEFAULT_REGION = 'eu-central-1'");
    expect(unsetBlock('powershell')).toContain('$Env:AWS_SESSION_TOKEN = $null\n');
  });

  test('cmd (a text: the real program does not run here)', () => {
    const lines = exportBlock(request('cmd')).split('\n');
    expect(lines[0]).toBe('set "AWS_PROFILE="');
    expect(lines).toContain('set "AWS_SESSION_TOKEN=FwoGZXIvYXdzEBYaDKEXAMPLE/+abc="');
    expect(lines.at(-2)).toBe('set "AWS_DEFAULT_REGION=eu-central-1"');
    expect(exportBlock(request('cmd', { region: '' }))).toContain('set "AWS_REGION="\n');
    expect(unsetBlock('cmd')).toContain('set "AWS_SESSION_TOKEN="\n');
  });

  test('json: one flat object of variables', () => {
    const text = exportBlock(request('json'));
    expect(JSON.parse(text)).toEqual(expectedVariables('eu-central-1'));
    expect(JSON.parse(exportBlock(request('json', { region: '' })))).toEqual(expectedVariables());
  });

  test('process: the answer of a credential_process', () => {
    expect(JSON.parse(exportBlock(request('process')))).toEqual({
      Version: 1,
      AccessKeyId: CREDENTIALS.accessKeyId,
      SecretAccessKey: CREDENTIALS.secretAccessKey,
      SessionToken: CREDENTIALS.sessionToken,
      Expiration: EXPIRES,
    });
  });
});

describe('dotenv', () => {
  /**
   * How Docker reads an --env-file (opts/file.go of https://github.com/docker/cli): lines are trimmed
   * on the left, `#` starts a comment line, the value is all that follows the first equals sign,
   * quotes and trailing blanks included.
   */
  function dockerEnvFile(text: string): Record<string, string> {
    const lines = text.split('\n').map((line) => line.trimStart());
    const entries = lines.filter((line) => line !== '' && !line.startsWith('#'));
    return Object.fromEntries(
      entries.map((line) => {
        const at = line.indexOf('=');
        expect(line.slice(0, at)).toMatch(/^\S+$/);
        return [line.slice(0, at), line.slice(at + 1)];
      }),
    );
  }

  test("Docker's rules read exactly the session", () => {
    expect(dockerEnvFile(exportBlock(request('dotenv')))).toEqual(
      expectedVariables('eu-central-1'),
    );
    expect(dockerEnvFile(exportBlock(request('dotenv', { region: '' })))).toEqual(
      expectedVariables(),
    );
  });

  test('any value is either read back by Docker as it is, or refused', () => {
    const region = fc.oneof(hostileText, fc.stringMatching(/^[a-z0-9+/=_.:-]{1,20}$/));
    fc.assert(
      fc.property(region, (text) => {
        const write = () => exportBlock(request('dotenv', { region: text }));
        if (/^[A-Za-z0-9+/=_.:-]+$/.test(text)) {
          expect(dockerEnvFile(write())).toEqual(expectedVariables(text));
        } else {
          expect(write).toThrow(expect.objectContaining({ code: 'VALUE_UNREPRESENTABLE' }));
        }
      }),
      { numRuns: loopCount(20_000, 1000), seed: loopSeed() },
    );
  });
});

describe('what no format hands out', () => {
  const attempt = (format: EnvFormat, more: Partial<ExportRequest>) => () =>
    exportBlock(request(format, more));

  test.each(ENV_FORMATS)('%s: a trio with a missing part', (format) => {
    for (const part of ['accessKeyId', 'secretAccessKey', 'sessionToken'] as const) {
      for (const empty of ['', ' ', undefined as unknown as string]) {
        const credentials = { ...CREDENTIALS, [part]: empty };
        expect(attempt(format, { credentials })).toThrow(
          expect.objectContaining({ code: 'INTERNAL' }),
        );
      }
    }
  });

  test.each(ENV_FORMATS)('%s: an expiry that is no moment', (format) => {
    for (const expiration of [Number.NaN, Number.POSITIVE_INFINITY, 0, -1, 8.64e15]) {
      expect(attempt(format, { credentials: { ...CREDENTIALS, expiration } })).toThrow(
        expect.objectContaining({ code: 'INTERNAL' }),
      );
    }
  });

  test.each(ENV_FORMATS)(
    '%s: line ends, NUL and blanks in the trio; no secret is told',
    (format) => {
      for (const bad of ['\n', '\r', '\0', ' ']) {
        const sessionToken = `VERYSECRET${bad}x`;
        try {
          exportBlock(request(format, { credentials: { ...CREDENTIALS, sessionToken } }));
          expect.unreachable();
        } catch (error) {
          expect(isRoleValetError(error, 'VALUE_UNREPRESENTABLE')).toBe(true);
          const { message, hint } = error as { message: string; hint: string };
          expect(message).toContain('session token');
          expect(message + hint).not.toContain('VERYSECRET');
        }
      }
    },
  );

  test.each(ENV_FORMATS.filter((format) => format !== 'process'))(
    '%s: line ends, NUL and other control characters in the region',
    (format) => {
      for (const bad of ['\n', '\r', '\0', '\u001b']) {
        expect(attempt(format, { region: `eu${bad}west` })).toThrow(
          expect.objectContaining({
            code: 'VALUE_UNREPRESENTABLE',
            message: expect.stringMatching(/region/i),
          }),
        );
      }
    },
  );

  test('every block ends with one line end', () => {
    for (const format of ENV_FORMATS) {
      expect(exportBlock(request(format))).toMatch(/[^\n]\n$/);
    }
  });
});

describe('unsetBlock', () => {
  test.each(['dotenv', 'json', 'process', 'ini'] as const)('%s has nothing to unset', (format) => {
    expect(() => unsetBlock(format)).toThrow(
      expect.objectContaining({ code: 'USAGE', hint: expect.stringContaining('sh, fish') }),
    );
  });

  test('leaves AWS_PROFILE alone', () => {
    for (const format of ['sh', 'fish', 'powershell', 'cmd', 'nushell'] as const) {
      expect(unsetBlock(format)).toContain('AWS_SESSION_TOKEN');
      expect(unsetBlock(format)).not.toContain('PROFILE');
    }
  });
});

test('isEnvFormat knows the list and nothing else', () => {
  expect(ENV_FORMATS.every(isEnvFormat)).toBe(true);
  expect(['', 'SH', 'bash', 'toString'].some(isEnvFormat)).toBe(false);
});
