import { describe, expect, test } from 'vitest';
import type { Environment } from '../ports.ts';
import { resolveChain } from './resolve-chain.ts';
import { contextOf, errorOf, role, SERIAL } from './testing/context.ts';

function chinese(name: string, source: string, ...lines: string[]): string {
  return role(name, source, ...lines).replace('arn:aws:', 'arn:aws-cn:');
}

function hopsOf(config: string, profile: string, environment: Environment = {}, region?: string) {
  const more = region === undefined ? {} : { regionOverride: region };
  return resolveChain(contextOf(config, { keys: ['base'], environment, ...more }), profile);
}

describe('regions', () => {
  const plain = '[profile base]\n';
  const far = '[profile base]\nregion = eu-north-1\n';
  const environment = { AWS_REGION: 'eu-west-2', AWS_DEFAULT_REGION: 'eu-west-3' };
  test.each([
    [
      'its own',
      far + role('a', 'base', 'region = us-west-2'),
      environment,
      'us-west-2',
      'region of profile a',
    ],
    ["its source's", far + role('a', 'base'), environment, 'eu-north-1', 'region of profile base'],
    ['AWS_REGION', plain + role('a', 'base'), environment, 'eu-west-2', 'AWS_REGION'],
    [
      'AWS_DEFAULT_REGION',
      plain + role('a', 'base'),
      { AWS_DEFAULT_REGION: 'eu-west-3' },
      'eu-west-3',
      'AWS_DEFAULT_REGION',
    ],
    ['the default', plain + role('a', 'base'), {}, 'us-east-1', 'default of the partition aws'],
    [
      'another default',
      plain + chinese('a', 'base'),
      {},
      'cn-northwest-1',
      'default of the partition aws-cn',
    ],
    [
      'a default past the environment',
      plain + chinese('a', 'base'),
      environment,
      'cn-northwest-1',
      'default of the partition aws-cn (AWS_REGION is eu-west-2, a region of aws; AWS_DEFAULT_REGION is eu-west-3, a region of aws)',
    ],
    [
      'the fitting variable',
      plain + chinese('a', 'base'),
      { ...environment, AWS_DEFAULT_REGION: 'cn-north-1' },
      'cn-north-1',
      'AWS_DEFAULT_REGION',
    ],
  ])('%s', (_, config, variables, region, regionFrom) => {
    expect(hopsOf(config, 'a', variables).hops[0]).toMatchObject({ region, regionFrom });
  });

  test('a hop does not depend on the role behind it', () => {
    const config = `${far}${role('hub', 'base')}${role('a', 'hub', 'region = us-west-2')}${role('b', 'hub')}`;
    const [a, b, hub] = ['a', 'b', 'hub'].map((name) => hopsOf(config, name));
    expect(a?.hops[0]).toEqual(b?.hops[0]);
    expect(a?.hops[0]).toEqual(hub?.hops[0]);
    expect(a?.base).toEqual(b?.base);
    expect([a?.outputRegion, b?.outputRegion]).toEqual(['us-west-2', 'eu-north-1']);
  });

  test('--region is for the selected role and the outputs only', () => {
    const config = far + role('hub', 'base') + role('a', 'hub');
    const chain = hopsOf(config, 'a', {}, 'ap-south-1');
    expect(chain.hops.map(({ region }) => region)).toEqual(['eu-north-1', 'ap-south-1']);
    expect(chain.hops[1]?.endpoint).toBe('https://sts.ap-south-1.amazonaws.com');
    expect(chain.outputRegion).toBe('ap-south-1');
    expect(chain.base.getSessionToken?.region).toBe('eu-north-1');
    const base = hopsOf(config, 'base', {}, 'ap-south-1');
    expect([base.outputRegion, base.base.getSessionToken?.region]).toEqual([
      'ap-south-1',
      'eu-north-1',
    ]);
  });

  test('the environment gives no region to outputs', () => {
    expect(hopsOf(plain + role('a', 'base'), 'a', environment).outputRegion).toBeUndefined();
  });

  test.each([
    [
      'bogus in a file',
      `${plain}${role('a', 'base', 'region = mars-1')}`,
      {},
      undefined,
      'CONFIG_INVALID',
      '/c, line 5: "mars-1"',
    ],
    [
      'a comment behind it',
      `${plain}${role('a', 'base', 'region = "eu-west-1"')}`,
      {},
      undefined,
      'CONFIG_INVALID',
      '/c, line 5',
    ],
    [
      'bogus in the environment',
      plain + role('a', 'base'),
      { AWS_REGION: 'eu' },
      undefined,
      'CONFIG_INVALID',
      'AWS_REGION is "eu"',
    ],
    ['bogus option', plain + role('a', 'base'), {}, 'here', 'USAGE', '"here"'],
    [
      'option of another partition',
      plain + role('a', 'base'),
      {},
      'cn-north-1',
      'PARTITION_MISMATCH',
      'cn-north-1',
    ],
    [
      'file of another partition',
      far + chinese('a', 'base'),
      {},
      undefined,
      'PARTITION_MISMATCH',
      '/c, line 2: the region eu-north-1',
    ],
    [
      'base of another partition',
      `${far}${chinese('a', 'base', 'region = cn-north-1')}`,
      {},
      undefined,
      'PARTITION_MISMATCH',
      '/c, line 2',
    ],
    [
      'roles of two partitions',
      plain + role('hub', 'base') + chinese('a', 'hub'),
      {},
      undefined,
      'PARTITION_MISMATCH',
      'its source hub (/c, line 3) in aws',
    ],
    [
      'device of another partition',
      `${plain}mfa_serial = ${SERIAL}\n${chinese('a', 'base')}`,
      {},
      undefined,
      'PARTITION_MISMATCH',
      '/c, line 2: the MFA device',
    ],
  ])('%s is an error', (_, config, variables, region, code, message) => {
    const error = errorOf(() => hopsOf(config, 'a', variables, region));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
  });

  test.each([
    ['region = cn-north-1', {}, 'cn-north-1'],
    ['mfa_serial = arn:aws-us-gov:iam::111122223333:mfa/ana', {}, 'us-gov-west-1'],
    ['', { AWS_REGION: 'cn-north-1' }, 'cn-north-1'],
    ['', {}, 'us-east-1'],
  ])('a base with %j is asked in its own partition', (line, variables, region) => {
    const { base } = hopsOf(`[profile base]\n${line}\n`, 'base', variables);
    expect(base.getSessionToken?.region).toBe(region);
  });
});

describe('endpoints', () => {
  const own = 'https://own.example';
  const services = '[services local]\nsts =\n  endpoint_url = https://service.example\n';
  const endpoint = (lines: string, environment: Environment = {}, more = '') =>
    hopsOf(`[profile base]\n${role('a', 'base', ...lines.split('\n'))}${more}`, 'a', environment)
      .hops[0]?.endpoint;

  test.each([
    ['', {}, 'https://sts.us-east-1.amazonaws.com'],
    ['region = eu-isoe-west-1', {}, undefined],
    [`endpoint_url = ${own}`, {}, own],
    [`endpoint_url = ${own}\nservices = local`, {}, 'https://service.example'],
    [
      `endpoint_url = ${own}\nservices = local`,
      { AWS_ENDPOINT_URL: 'https://all.example' },
      'https://all.example',
    ],
    [
      '',
      { AWS_ENDPOINT_URL: 'https://all.example', AWS_ENDPOINT_URL_STS: 'https://sts.example' },
      'https://sts.example',
    ],
    ['', { AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:4566' }, 'http://127.0.0.1:4566'],
    ['', { AWS_ENDPOINT_URL_STS: 'http://localhost:1' }, 'http://localhost:1'],
    ['', { AWS_ENDPOINT_URL_STS: 'http://[::1]:1' }, 'http://[::1]:1'],
    [
      `endpoint_url = ${own}`,
      { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'TRUE', AWS_ENDPOINT_URL: 'https://all.example' },
      'https://sts.us-east-1.amazonaws.com',
    ],
    [
      `endpoint_url = ${own}\nignore_configured_endpoint_urls = true`,
      {},
      'https://sts.us-east-1.amazonaws.com',
    ],
  ])('%j with %j', (lines, environment, url) => {
    if (url === undefined) {
      expect(errorOf(() => endpoint(lines, environment)).code).toBe('PARTITION_MISMATCH');
    } else {
      expect(endpoint(lines, environment, services)).toBe(url);
    }
  });

  test.each([
    ['http://example.com', 'without encryption'],
    ['http://127.0.0.1.example.com', 'without encryption'],
    ['ftp://127.0.0.1', 'not a web address'],
    ['sts.example', 'not a web address'],
    ['https://ana:secret@sts.example', 'user name or password'],
  ])('%s is refused', (url, said) => {
    const error = errorOf(() => endpoint('', { AWS_ENDPOINT_URL_STS: url }));
    expect(error.code).toBe('ENDPOINT_REFUSED');
    expect(error.message).toContain(said);
    expect(error.message).toContain('AWS_ENDPOINT_URL_STS');
    expect(error.message).not.toContain('secret');
  });

  test('a file that names it is named with its line', () => {
    expect(errorOf(() => endpoint('endpoint_url = http://far.example')).message).toContain(
      '/c, line 5',
    );
    const missing = errorOf(() => endpoint('services = none'));
    expect(missing).toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('[services none]'),
    });
  });

  test.each([
    ['aws-cn', 'cn-north-1', 'https://sts.cn-north-1.amazonaws.com.cn'],
    ['aws-us-gov', 'us-gov-east-1', 'https://sts.us-gov-east-1.amazonaws.com'],
    ['aws-eusc', 'eusc-de-east-1', 'https://sts.eusc-de-east-1.amazonaws.eu'],
    ['aws-iso-b', 'us-isob-east-1', 'https://sts.us-isob-east-1.sc2s.sgov.gov'],
  ])('the host of %s', (partition, region, url) => {
    const config = `[profile base]\n${role('a', 'base', `region = ${region}`).replace('arn:aws:', `arn:${partition}:`)}`;
    expect(hopsOf(config, 'a').hops[0]?.endpoint).toBe(url);
  });
});
