import { describe, expect, test } from 'vitest';
import { planSession } from './plan-session.ts';
import { resolveChain } from './resolve-chain.ts';
import { contextOf, errorOf, requestOf, role, staticKeys } from './testing/context.ts';

const keys = staticKeys('base');

function hopsOf(config: string, environment: Record<string, string> = {}) {
  return resolveChain(contextOf(config, { credentials: keys, environment }), 'app').hops;
}

function chainConfig(...lines: string[]): string {
  return `${role('hub', 'base', 'region = eu-west-1')}${role('app', 'hub', ...lines)}`;
}

describe('FIPS and dual-stack', () => {
  test('belong to the profile whose call it is', () => {
    const [hub, app] = hopsOf(
      chainConfig('region = us-east-2', 'use_fips_endpoint = true', 'use_dualstack_endpoint=TRUE'),
    );
    expect(hub?.endpoint).toBe('https://sts.eu-west-1.amazonaws.com');
    expect(hub).not.toHaveProperty('endpointFrom');
    expect(app).toMatchObject({
      endpoint: 'https://sts-fips.us-east-2.api.aws',
      endpointFrom: '/c, line 9: use_fips_endpoint, /c, line 10: use_dualstack_endpoint',
    });
  });

  test('the variable wins over the profile, in both directions', () => {
    const config = chainConfig('use_dualstack_endpoint = true');
    const [hub, app] = hopsOf(config, { AWS_USE_DUALSTACK_ENDPOINT: 'false' });
    expect([hub?.endpoint, app?.endpoint]).toEqual([
      'https://sts.eu-west-1.amazonaws.com',
      'https://sts.eu-west-1.amazonaws.com',
    ]);
    const [forced] = hopsOf(config, { AWS_USE_DUALSTACK_ENDPOINT: 'true' });
    expect(forced?.endpointFrom).toBe('AWS_USE_DUALSTACK_ENDPOINT');
  });

  test('the plan says why', () => {
    const chain = resolveChain(
      contextOf(chainConfig('region = us-west-2', 'use_fips_endpoint = true'), {
        credentials: keys,
      }),
      'app',
    );
    const [, app] = planSession(chain, requestOf()).steps;
    expect(app?.reasons).toContain(
      'Endpoint https://sts-fips.us-west-2.amazonaws.com: /c, line 9: use_fips_endpoint',
    );
  });

  test.each([
    ['a value that is none', ['use_fips_endpoint = yes'], {}, 'neither true nor false'],
    ['a region without it', [], { AWS_USE_FIPS_ENDPOINT: 'true' }, 'does not have in eu-west-1'],
    [
      'an endpoint that is given',
      [
        'use_fips_endpoint = true',
        'endpoint_url = https://vpce-1.sts.us-east-1.vpce.amazonaws.com',
      ],
      {},
      'contradict each other',
    ],
  ])('%s is an error that names the line or variable', (_name, lines, environment, message) => {
    const error = errorOf(() => hopsOf(chainConfig(...lines), environment));
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' });
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/\/c, line [89]|AWS_USE_FIPS_ENDPOINT/);
  });

  test('an endpoint on this machine knows no variants', () => {
    const [hub] = hopsOf(chainConfig(), {
      AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:4566',
      AWS_USE_FIPS_ENDPOINT: 'true',
    });
    expect(hub).toMatchObject({
      endpoint: 'http://127.0.0.1:4566',
      endpointFrom: 'AWS_ENDPOINT_URL_STS',
    });
  });
});

test('aws-global is the global endpoint, signed for us-east-1, which outputs get too', () => {
  const context = contextOf(chainConfig('region = aws-global'), { credentials: keys });
  const { hops, outputRegion } = resolveChain(context, 'app');
  expect(outputRegion).toBe('us-east-1');
  expect(hops[1]).toMatchObject({
    region: 'us-east-1',
    regionFrom: 'region of profile app is aws-global, which signs for it',
    endpoint: 'https://sts.amazonaws.com',
    endpointFrom: expect.stringContaining('not valid in regions that an account must opt in to'),
  });
});

test('ca_bundle is the profile’s own, else the default’s', () => {
  const [hub, app] = hopsOf(
    `[default]\nca_bundle = /default.pem\n${chainConfig('ca_bundle = ~/app.pem')}`,
  );
  expect(hub?.caBundle).toEqual({ path: '/default.pem', from: '/c, line 2: ca_bundle' });
  expect(app?.caBundle).toEqual({ path: '~/app.pem', from: '/c, line 10: ca_bundle' });
  expect(hopsOf(chainConfig())[0]).not.toHaveProperty('caBundle');
});
