import { describe, expect, test } from 'vitest';
import { parseDuration } from './duration.ts';
import { type PlanRequest, planSession } from './plan-session.ts';
import { resolveChain } from './resolve-chain.ts';
import { contextOf, errorOf, requestOf, role, SERIAL, staticKeys } from './testing/context.ts';
import type { Plan } from './types.ts';

interface Case {
  /** `duration_seconds` of the selected role. */
  file?: string;
  /** `--duration`. */
  asked?: string;
  mfa?: boolean;
  canAsk?: boolean;
  learnt?: number;
  /** Roles between the base and the selected one. */
  hubs?: number;
  base?: 'key' | 'session' | 'instance' | 'container' | 'environment';
}

function planOf(given: Case): Plan {
  const { file, asked, mfa = false, canAsk = false, learnt, hubs = 0, base = 'key' } = given;
  const names = ['base', ...Array.from({ length: hubs }, (_, index) => `hub${index}`), 'a'];
  const source = {
    instance: 'Ec2InstanceMetadata',
    container: 'EcsContainer',
    environment: 'Environment',
  };
  const roles = names.slice(1).map((name, index) => {
    const lines = name === 'a' && file !== undefined ? [`duration_seconds = ${file}`] : [];
    const text = role(name, names[index] ?? '', ...lines);
    return base in source
      ? text.replace('source_profile = base', `credential_source = ${source[base as 'instance']}`)
      : text;
  });
  const config = `[profile base]\n${mfa ? `mfa_serial = ${SERIAL}\n` : ''}${roles.join('')}`;
  const credentials = base === 'session' ? staticKeys('base', 'aws_session_token = t') : '';
  const context = contextOf(config, {
    credentials,
    keys: base === 'key' ? ['base'] : [],
    environment: { AWS_SESSION_TOKEN: 't' },
  });
  const request: Partial<PlanRequest> = {
    canAsk,
    learntMaximum: () => learnt,
    ...(asked === undefined ? {} : { requestedSeconds: parseDuration(asked) }),
  };
  return planSession(resolveChain(context, 'a'), requestOf(request));
}

/** `route: seconds/maximum` of each step, with the calls that send a code marked. */
function summary({ route, steps }: Plan): string {
  const parts = steps.map(
    ({ durationSeconds, maximumSeconds, mfaSerial }) =>
      `${durationSeconds}/${maximumSeconds ?? '?'}${mfaSerial === undefined ? '' : ' code'}`,
  );
  return `${route}: ${parts.join(', ')}`;
}

const TOKEN = '43200/129600 code';

describe('routes and durations of roles', () => {
  test.each<[string, Case, string]>([
    ['nothing asked for', {}, 'direct: 3600/?'],
    ['the file asks for 8h', { file: '28800' }, 'direct: 28800/?'],
    ['12h is asked for', { asked: '12h' }, 'direct: 43200/?'],
    ['the command line wins over the file', { file: '28800', asked: '15m' }, 'direct: 900/?'],
    ['a learnt maximum cuts the file', { file: '28800', learnt: 7200 }, 'direct: 7200/7200'],
    ['a learnt maximum is room enough', { asked: '2h', learnt: 7200 }, 'direct: 7200/7200'],
    ['a chain', { hubs: 1 }, 'direct: 3600/?, 3600/3600'],
    ['a chain of three', { hubs: 2, asked: '30m' }, 'direct: 3600/?, 3600/3600, 1800/3600'],
    ['a chain whose file asks for 8h', { hubs: 1, file: '28800' }, 'direct: 3600/?, 3600/3600'],
    ['MFA, nothing asked for', { mfa: true }, `mfa-session: ${TOKEN}, 3600/3600`],
    ['MFA, 1h', { mfa: true, asked: '1h', canAsk: true }, `mfa-session: ${TOKEN}, 3600/3600`],
    ['MFA, a chain', { mfa: true, hubs: 1 }, `mfa-session: ${TOKEN}, 3600/3600, 3600/3600`],
    [
      'MFA, 8h, the user can be asked',
      { mfa: true, asked: '8h', canAsk: true },
      'direct-with-code: 28800/? code',
    ],
    ['MFA, 8h, nobody can be asked', { mfa: true, asked: '8h' }, 'direct-with-code: 28800/? code'],
    [
      'MFA, 8h of the file, the user can be asked',
      { mfa: true, file: '28800', canAsk: true },
      'direct-with-code: 28800/? code',
    ],
    [
      'MFA, 8h of the file, nobody can be asked',
      { mfa: true, file: '28800' },
      `mfa-session: ${TOKEN}, 3600/3600`,
    ],
    [
      'MFA, a learnt hour',
      { mfa: true, file: '28800', learnt: 3600, canAsk: true },
      `mfa-session: ${TOKEN}, 3600/3600`,
    ],
    [
      'MFA, a learnt maximum over 1h',
      { mfa: true, file: '28800', learnt: 7200, canAsk: true },
      'direct-with-code: 7200/7200 code',
    ],
    ['a session as base', { base: 'session', file: '28800' }, 'direct: 3600/3600'],
    ['an EC2 instance is not chaining', { base: 'instance', file: '28800' }, 'direct: 28800/?'],
    ['a container is', { base: 'container', file: '28800' }, 'direct: 3600/3600'],
    ['a token in the environment is', { base: 'environment', file: '28800' }, 'direct: 3600/3600'],
  ])('%s', (_, given, expected) => {
    expect(summary(planOf(given))).toBe(expected);
  });

  test.each<[string, Case, string]>([
    [
      'a chain over 1h',
      { hubs: 1, asked: '2h' },
      "only for 1h, because AWS caps any role assumed with another role's credentials at one hour, whatever maximum either role has",
    ],
    ['a chain over 1h with MFA', { hubs: 1, asked: '2h', mfa: true, canAsk: true }, 'only for 1h'],
    [
      'a session as base over 1h',
      { base: 'session', asked: '61m' },
      'temporary credentials at one hour',
    ],
    ['over 12h', { asked: '13h' }, 'only for 12h'],
    ['under 15m', { asked: '10m' }, 'no session shorter than 15m'],
    [
      'over the learnt maximum',
      { asked: '8h', learnt: 7200 },
      'only for 2h, because AWS refused more for this role before',
    ],
  ])('refused: %s', (_, given, message) => {
    const error = errorOf(() => planOf(given));
    expect(error.code).toBe('DURATION_NOT_POSSIBLE');
    expect(error.exitCode).toBe(2);
    expect(error.message).toContain(message);
    expect(error.hint).toMatch(/^Ask for /);
  });

  test.each<[string, Case, string[]]>([
    ['a wish that is met', { file: '28800' }, []],
    [
      'a chain',
      { hubs: 1, file: '28800' },
      ['asks for 8h, but the role lasts 1h, because AWS caps'],
    ],
    ['a learnt maximum', { file: '28800', learnt: 7200 }, ['lasts 2h, because AWS refused more']],
    ['nobody to ask', { mfa: true, file: '28800' }, ['asks for 8h; that takes a fresh MFA code']],
  ])('warnings about the file: %s', (_, given, warnings) => {
    expect(planOf(given).warnings).toEqual(warnings.map((text) => expect.stringContaining(text)));
  });

  test('the reasons say why, in whole sentences', () => {
    const reasons = planOf({ mfa: true, hubs: 1 }).steps.map((step) => step.reasons);
    expect(reasons).toEqual([
      [
        '12h, so that one code serves for a working day',
        `Asks for one code of ${SERIAL}, then every role behind base is assumed without another`,
        'Region us-east-1: default of the partition aws',
      ],
      [
        '1h, because AWS caps any role assumed with an MFA session at one hour',
        'Region us-east-1: default of the partition aws',
      ],
      [
        "1h, because AWS caps any role assumed with another role's credentials at one hour, whatever maximum either role has",
        'Region us-east-1: default of the partition aws',
      ],
    ]);
  });
});

describe('bases', () => {
  const plan = (line: string, request: Partial<PlanRequest> = {}, keys = ['base']) =>
    planSession(
      resolveChain(contextOf(`[profile base]\n${line}\n`, { keys }), 'base'),
      requestOf(request),
    );

  test('without MFA, AWS blocks IAM calls, and the reasons say so', () => {
    const result = plan('');
    expect(summary(result)).toBe('base: 43200/129600');
    expect(result.steps[0]?.reasons.join()).toContain('IAM calls are blocked by AWS');
  });

  test('with MFA the code is sent', () => {
    expect(summary(plan(`mfa_serial = ${SERIAL}`, { requestedSeconds: 129_600 }))).toBe(
      'base: 129600/129600 code',
    );
    const live = plan(`mfa_serial = ${SERIAL}`, { hasMfaSession: true });
    expect(live.steps[0]?.reasons).toContain(
      'No code is asked for: an MFA session of base is live',
    );
  });

  test.each([129_601, 899])('%i seconds are refused', (requestedSeconds) => {
    expect(errorOf(() => plan('', { requestedSeconds })).code).toBe('DURATION_NOT_POSSIBLE');
  });

  test('other kinds give their own credentials, for as long as those last', () => {
    expect(plan('sso_session = corp', {}, [])).toMatchObject({ route: 'base', steps: [] });
    const error = errorOf(() => plan('sso_session = corp', { requestedSeconds: 3600 }, []));
    expect(error.code).toBe('DURATION_NOT_POSSIBLE');
  });
});

describe('what a call sends', () => {
  const config = (hub: string[], own: string[]) =>
    `[profile base]\n${role('hub', 'base', ...hub)}${role('a', 'hub', ...own)}`;
  const steps = (hub: string[], own: string[]) =>
    planSession(resolveChain(contextOf(config(hub, own), { keys: ['base'] }), 'a'), requestOf())
      .steps;

  test('the source identity goes with the first role only', () => {
    const sent = (hub: string[], own: string[]) =>
      steps(hub, own).map(({ sourceIdentity }) => sourceIdentity);
    expect(sent([], [])).toEqual([undefined, undefined]);
    expect(sent(['source_identity = ana'], [])).toEqual(['ana', undefined]);
    expect(sent([], ['source_identity = bob'])).toEqual(['bob', undefined]);
    expect(sent(['source_identity = ana'], ['valet_source_identity = bob'])).toEqual([
      'bob',
      undefined,
    ]);
    expect(steps(['source_identity = ana'], [])[0]?.reasons.join()).toContain(
      'must allow sts:SetSourceIdentity',
    );
  });

  test('session names are filled in with the role of their own hop', () => {
    const line = 'role_session_name = {user}-{role}';
    expect(steps([line], [line]).map((step) => step.sessionName)).toEqual(['ana-hub', 'ana-a']);
    expect(steps([], []).map((step) => step.sessionName)).toEqual(['ana@desk', 'ana@desk']);
  });

  test('a hop on the way keeps a shorter life of its own', () => {
    expect(steps(['duration_seconds = 900'], []).map((step) => step.durationSeconds)).toEqual([
      900, 3600,
    ]);
    expect(steps(['duration_seconds = 43200'], []).map((step) => step.durationSeconds)).toEqual([
      3600, 3600,
    ]);
  });
});
