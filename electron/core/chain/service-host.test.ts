import { SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import { STSClient } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { PARTITIONS } from './partitions.ts';
import { type RegionalService, serviceHost } from './service-host.ts';

/** Regions of every partition, and one of each that is not built yet. */
const REGIONS = [
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'ca-west-1'],
  ...['af-south-1', 'ap-east-1', 'ap-southeast-7', 'eu-central-1', 'eu-west-1', 'il-central-1'],
  ...['me-south-1', 'mx-central-1', 'sa-east-1', 'eu-nowhere-9', 'us-nowhere-9'],
  ...['cn-north-1', 'cn-northwest-1', 'us-gov-east-1', 'us-gov-west-1', 'eusc-de-east-1'],
  ...['us-iso-east-1', 'us-iso-west-1', 'us-isob-east-1', 'eu-isoe-west-1', 'us-isof-south-1'],
];

const FLAGS = [
  {},
  { fips: 'AWS_USE_FIPS_ENDPOINT' },
  { dualStack: 'AWS_USE_DUALSTACK_ENDPOINT' },
  { fips: 'AWS_USE_FIPS_ENDPOINT', dualStack: 'AWS_USE_DUALSTACK_ENDPOINT' },
] as const;

/** The rules of the SDK's own clients. */
const RULES: readonly [RegionalService, (region: string, flags: object) => string][] = [
  ['sts', rulesOf(new STSClient({ region: 'us-east-1' }).config.endpointProvider)],
  ['sso_oidc', rulesOf(new SSOOIDCClient({ region: 'us-east-1' }).config.endpointProvider)],
];

type Provider = (
  parameters: { Region: string; UseFIPS: boolean; UseDualStack: boolean },
  context: object,
) => { url: URL };

function rulesOf(provider: Provider) {
  return (region: string, flags: { fips?: string; dualStack?: string }) =>
    provider(
      {
        Region: region,
        UseFIPS: flags.fips !== undefined,
        UseDualStack: flags.dualStack !== undefined,
      },
      {},
    ).url.host;
}

test('every partition is among the regions', () => {
  for (const { name, regions } of PARTITIONS) {
    expect([name, REGIONS.some((region) => regions.test(region))]).toEqual([name, true]);
  }
});

describe.each(RULES)('%s', (service, sdkHost) => {
  test.each(FLAGS)('with %j every region has the host that the SDK finds, or an error', (flags) => {
    for (const region of REGIONS) {
      const isElsewhere = /^(?!us-|ca-|eu-isoe-)/.test(region);
      if ('fips' in flags && isElsewhere) {
        expect(() => serviceHost(service, region, flags)).toThrow(
          `AWS_USE_FIPS_ENDPOINT asks for a kind of endpoint that AWS does not have in ${region}`,
        );
      } else {
        expect(serviceHost(service, region, flags)).toBe(sdkHost(region, flags));
      }
    }
  });
});

test('the portal has the name of its own', () => {
  expect(serviceHost('sso', 'eu-west-1', {})).toBe('portal.sso.eu-west-1.amazonaws.com');
  expect(serviceHost('sso', 'us-east-1', { fips: 'x' })).toBe(
    'portal.sso-fips.us-east-1.amazonaws.com',
  );
});

test('the global endpoint has no variants', () => {
  expect(serviceHost('sts', 'aws-global', {})).toBe('sts.amazonaws.com');
  for (const flags of [{ fips: 'x' }, { dualStack: 'x' }]) {
    expect(() => serviceHost('sts', 'aws-global', flags)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }),
    );
  }
});
