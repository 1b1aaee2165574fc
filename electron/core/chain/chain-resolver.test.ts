import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { isRoleValetError } from '../../contract/errors.ts';
import type { ChainContext } from './chain-context.ts';
import { ChainResolver } from './chain-resolver.ts';
import { resolveChain } from './resolve-chain.ts';
import { contextOf, errorOf, role, SERIAL, staticKeys } from './testing/context.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];
const OPTIONS = { numRuns: loopCount(10_000, 600), seed: loopSeed() };

/** Everything that roles share or that must not leak from one to the other. */
const SETTINGS = [
  'region = eu-west-1',
  'region = us-east-2',
  'region = aws-global',
  'region = nowhere',
  'duration_seconds = 900',
  'duration_seconds = 60',
  `mfa_serial = ${SERIAL}`,
  `valet_mfa_serial = ${SERIAL}`,
  'mfa_serial = none',
  'mfa_serial = GAHT12345678',
  'mfa_process = ask-me',
  'external_id = x-1',
  'source_identity = ana',
  'source_identity = bob',
  'session_tags = team=web',
  'valet_session_tags = team=app,Cost=1',
  'valet_transitive_tags = team',
  'valet_policy_arns = arn:aws:iam::aws:policy/ReadOnlyAccess',
  'valet_target = mine',
  'endpoint_url = https://sts.example',
  'use_fips_endpoint = true',
  'use_fips_endpoint = maybe',
  'ca_bundle = /certificates.pem',
  'web_identity_token_file = /token',
  'sso_session = company',
  'credential_source = Environment',
  'output = json',
];

const ROLE_ARNS = [
  'arn:aws:iam::111122223333:role/one',
  'arn:aws:iam::111122223333:role/team/two',
  'arn:aws-cn:iam::111122223333:role/three',
  'arn:aws:iam::1111:role/wrong',
];

const profile = fc.record({
  roleArn: fc.option(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...ROLE_ARNS.slice(0, 2)) },
      { weight: 1, arbitrary: fc.constantFrom(...ROLE_ARNS.slice(2)) },
    ),
    { nil: undefined, freq: 4 },
  ),
  /** How many names further on its source is: mostly forward, so that chains end. */
  step: fc.constantFrom(1, 1, 1, 2, 2, 0, -1),
  settings: fc.uniqueArray(fc.constantFrom(...SETTINGS), { maxLength: 3 }),
  keys: fc.constantFrom('none', 'none', 'none', 'keychain', 'file', 'session', 'broken'),
});

type RandomProfile = typeof profile extends fc.Arbitrary<infer Value> ? Value : never;

const files = fc.array(profile, { minLength: NAMES.length, maxLength: NAMES.length });

const surroundings = fc.record({
  environment: fc.constantFrom<Record<string, string>>(
    {},
    {},
    { AWS_REGION: 'cn-north-1' },
    { AWS_USE_DUALSTACK_ENDPOINT: 'true' },
    { AWS_ENDPOINT_URL: 'http://sts.example' },
  ),
  regionOverride: fc.constantFrom(undefined, undefined, 'eu-central-1', 'cn-north-1'),
});

const CREDENTIALS: Readonly<Record<string, (name: string) => string>> = {
  file: (name) => staticKeys(name),
  session: (name) => staticKeys(name, 'aws_session_token = t'),
  broken: (name) => staticKeys(name).replace('AKIA', 'ASIA'),
};

function contextFor(
  profiles: readonly RandomProfile[],
  { regionOverride, environment }: { regionOverride: string | undefined; environment: object },
): ChainContext {
  const config = profiles.map(({ roleArn, step, settings }, index) => {
    const source = NAMES[(index + step + NAMES.length) % NAMES.length];
    const ofRole = [`role_arn = ${roleArn}`, `source_profile = ${source}`];
    const lines = [...(roleArn === undefined ? [] : ofRole), ...settings];
    return `[profile ${NAMES[index]}]\n${lines.join('\n')}\n`;
  });
  const credentials = profiles.map(({ keys }, index) => CREDENTIALS[keys]?.(NAMES[index] ?? ''));
  return contextOf(config.join(''), {
    credentials: credentials.join(''),
    keys: NAMES.filter((_, index) => profiles[index]?.keys === 'keychain'),
    environment: { ...environment },
    ...(regionOverride === undefined ? {} : { regionOverride }),
  });
}

function resultOf(resolve: () => unknown): unknown {
  try {
    return resolve();
  } catch (error) {
    if (isRoleValetError(error)) return error.toValue();
    throw error;
  }
}

test('in any order, a resolver says of each profile what resolving it alone says', () => {
  const order = fc.array(fc.constantFrom(...NAMES, 'gone'), { minLength: 1, maxLength: 14 });
  fc.assert(
    fc.property(files, surroundings, order, (profiles, around, names) => {
      const context = contextFor(profiles, around);
      const resolver = new ChainResolver(context);
      for (const name of names) {
        const alone = resultOf(() => resolveChain(context, name));
        expect(resultOf(() => resolver.resolve(name))).toEqual(alone);
      }
    }),
    OPTIONS,
  );
});

describe('a source that roles share', () => {
  const keys = { credentials: staticKeys('base') };

  test('is one hop object for all of them', () => {
    const resolver = new ChainResolver(
      contextOf(role('hub', 'base') + role('x', 'hub') + role('y', 'hub'), keys),
    );
    const [x, y] = [resolver.resolve('x'), resolver.resolve('y')];
    expect(x.hops.map(({ profile }) => profile)).toEqual(['hub', 'x']);
    expect(y.hops[0]).toBe(x.hops[0]);
    expect(y.base).toBe(x.base);
  });

  test('warns in each of their chains', () => {
    const resolver = new ChainResolver(
      contextOf(role('hub', 'base', 'duration_seconds = 60') + role('x', 'hub'), keys),
    );
    for (const name of ['x', 'hub', 'x']) expect(resolver.resolve(name).warnings).toHaveLength(1);
  });

  test('is called in the partition of each role behind it', () => {
    const china = role('x', 'base').replace('arn:aws:', 'arn:aws-cn:');
    const resolver = new ChainResolver(contextOf(china + role('y', 'base'), keys));
    const regions = ['x', 'y', 'x'].map(
      (name) => resolver.resolve(name).base.getSessionToken?.region,
    );
    expect(regions).toEqual(['cn-northwest-1', 'us-east-1', 'cn-northwest-1']);
  });

  test('with keys of its own starts their chains, but its own chain is a loop', () => {
    const config = role('a', 'b') + role('b', 'a');
    const resolver = new ChainResolver(contextOf(config, { keys: ['a'] }));
    expect(resolver.resolve('b').hops.map(({ profile }) => profile)).toEqual(['b']);
    const error = errorOf(() => resolver.resolve('a'));
    expect([error.code, error.message]).toEqual([
      'CHAIN_LOOP',
      '/c, line 6: the source profiles form a loop: a > b > a',
    ]);
  });

  test('with a wrong ARN is told before one that is in another partition', () => {
    const config =
      role('far', 'base').replace('1111222', '1') +
      role('near', 'far').replace('arn:aws:', 'arn:aws-cn:') +
      role('x', 'near');
    const resolver = new ChainResolver(contextOf(config, keys));
    const error = errorOf(() => resolver.resolve('x'));
    expect(error.code).toBe('ROLE_ARN_INVALID');
    expect(error.message).toContain('profile far');
  });

  test('that is broken in a chain of 5,000 breaks all roles behind it', () => {
    const links = Array.from({ length: 5000 }, (_, index) =>
      role(`l-${index}`, index === 0 ? 'base' : `l-${index - 1}`),
    );
    const resolver = new ChainResolver(contextOf(`[profile base]\n${links.join('')}`));
    for (const name of ['l-4999', 'l-2500', 'l-0']) {
      expect(errorOf(() => resolver.resolve(name)).code).toBe('BASE_KEY_MISSING');
    }
  });
});
