import { describe, expect, test } from 'vitest';
import type { PlanRequest } from '../chain/plan-request.ts';
import { planSession } from '../chain/plan-session.ts';
import { resolveChain } from '../chain/resolve-chain.ts';
import { contextOf, requestOf } from '../chain/testing/context.ts';
import { planShapes, sessionIdentity } from './session-identity.ts';

const SERIAL = 'arn:aws:iam::123456789012:mfa/ana';

/** A config of a base, a hub and two roles behind it; `more` adds lines to the last role. */
function config(more = '', hub = ''): string {
  return `[profile base]
region = eu-west-1
mfa_serial = ${SERIAL}

[profile hub]
role_arn = arn:aws:iam::111122223333:role/hub
source_profile = base
${hub}

[profile one]
role_arn = arn:aws:iam::444455556666:role/one
source_profile = hub

[profile two]
role_arn = arn:aws:iam::444455556666:role/two
source_profile = hub
${more}
`;
}

function shapesOf(
  profile: string,
  text = config(),
  options: {
    keyId?: string;
    request?: Partial<PlanRequest>;
    environment?: Record<string, string>;
  } = {},
): readonly string[] {
  const context = contextOf(text, { keys: ['base'], environment: options.environment ?? {} });
  const plan = planSession(resolveChain(context, profile), requestOf(options.request));
  return planShapes(plan, options.keyId ?? 'AKIAIOSFODNN7EXAMPLE');
}

describe('planShapes', () => {
  test('has one shape a step, and roles share the shapes of the steps they share', () => {
    const one = shapesOf('one');
    const two = shapesOf('two');
    expect(one).toHaveLength(3);
    expect(one.slice(0, 2)).toEqual(two.slice(0, 2));
    expect(one[2]).not.toBe(two[2]);
    expect(shapesOf('hub')).toEqual(one.slice(0, 2));
  });

  test.each([
    ['external_id = x-1'],
    ['role_session_name = other'],
    ['session_tags = team=data'],
    ['session_tags = team=data\ntransitive_session_tags = team'],
    ['source_identity = ana'],
    ['valet_policy_arns = arn:aws:iam::aws:policy/ReadOnlyAccess'],
    ['region = eu-central-1'],
    ['endpoint_url = https://sts.example.test'],
  ])('%s makes another session', (line) => {
    expect(shapesOf('two', config(line)).at(-1)).not.toBe(shapesOf('two').at(-1));
  });

  test('what shapes a hop shapes all that is made through it', () => {
    const changed = shapesOf('two', config('', 'external_id = hub-1'));
    expect(changed[0]).toBe(shapesOf('two')[0]);
    expect(changed[1]).not.toBe(shapesOf('two')[1]);
    expect(changed[2]).not.toBe(shapesOf('two')[2]);
  });

  test('another key, device or endpoint changes every step', () => {
    const usual = shapesOf('two');
    const others = [
      shapesOf('two', config(), { keyId: 'AKIAI44QH8DHBEXAMPLE' }),
      shapesOf('two', config().replace(SERIAL, `${SERIAL}2`)),
      shapesOf('two', config(), {
        environment: { AWS_ENDPOINT_URL_STS: 'https://sts.example.test' },
      }),
    ];
    for (const other of others) {
      expect(other.filter((shape) => usual.includes(shape))).toEqual([]);
    }
  });

  test('a role is the same by way of an MFA session or straight with a code', () => {
    const direct = shapesOf('hub', config(), { request: { requestedSeconds: 7200, canAsk: true } });
    expect(direct).toHaveLength(1);
    expect(direct[0]).toBe(shapesOf('hub').at(-1));
  });

  test('a comment or another profile changes nothing', () => {
    const text = `# hello\n${config()}\n[profile other]\nregion = us-east-1\n`;
    expect(shapesOf('two', text)).toEqual(shapesOf('two'));
  });
});

test('an identity tells durations apart', () => {
  expect(sessionIdentity('shape', 3600)).toBe(sessionIdentity('shape', 3600));
  expect(sessionIdentity('shape', 3600)).not.toBe(sessionIdentity('shape', 7200));
});
