import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { isRoleValetError } from '../../contract/errors.ts';
import type { ChainContext } from './chain-context.ts';
import { keychainNamesAsked } from './keychain-names.ts';
import { listEntries } from './list-entries.ts';
import { planSession } from './plan-session.ts';
import { resolveChain } from './resolve-chain.ts';
import { contextOf, requestOf, role, SERIAL, staticKeys } from './testing/context.ts';
import type { Chain } from './types.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const OPTIONS = { numRuns: loopCount(5000, 400), seed: loopSeed() };

interface Node {
  source: string | undefined;
  managed: boolean;
  keys: 'none' | 'keychain' | 'file' | 'session';
  serial: 'none' | 'own' | 'opt-out';
  duration: number | undefined;
  region: string | undefined;
}

const sometimes = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const node: fc.Arbitrary<Node> = fc.record({
  source: sometimes(fc.constantFrom(...NAMES, 'gone')),
  managed: fc.boolean(),
  keys: fc.constantFrom('none', 'none', 'none', 'keychain', 'file', 'session'),
  serial: fc.constantFrom('none', 'none', 'own', 'opt-out'),
  duration: sometimes(fc.integer({ min: 1, max: 100_000 })),
  region: sometimes(fc.constantFrom('eu-west-1', 'us-east-2')),
});

const graph = fc.array(node, { minLength: NAMES.length, maxLength: NAMES.length });

function contextFor(nodes: readonly Node[]): ChainContext {
  const configs: string[] = [];
  const credentials: string[] = [];
  nodes.forEach((one, index) => {
    const name = NAMES[index] as string;
    const prefix = one.managed ? 'valet_' : '';
    const lines = [`[profile ${name}]`];
    if (one.source !== undefined) {
      lines.push(
        `${prefix}role_arn = arn:aws:iam::111122223333:role/${name}`,
        `${prefix}source_profile = ${one.source}`,
      );
      if (one.duration !== undefined) lines.push(`${prefix}duration_seconds = ${one.duration}`);
    }
    if (one.serial === 'own') lines.push(`${prefix}mfa_serial = ${SERIAL}`);
    if (one.serial === 'opt-out') lines.push('valet_mfa_serial = none');
    if (one.region !== undefined) lines.push(`region = ${one.region}`);
    configs.push(lines.join('\n'));
    if (one.keys === 'file') credentials.push(staticKeys(name));
    if (one.keys === 'session') credentials.push(staticKeys(name, 'aws_session_token = t'));
  });
  const keys = NAMES.filter((_, index) => nodes[index]?.keys === 'keychain');
  return contextOf(`${configs.join('\n')}\n`, { credentials: credentials.join(''), keys });
}

function tryResolve(
  context: ChainContext,
  name: string,
): Chain | { code: string; message: string } {
  try {
    return resolveChain(context, name);
  } catch (error) {
    if (isRoleValetError(error)) return error.toValue();
    throw error;
  }
}

/** What must come out, told from the graph alone: the path, or the set of profiles on a ring. */
function expectedWay(
  nodes: readonly Node[],
  start: string,
): { path: string[] } | { ring: string[] } | undefined {
  const way: string[] = [];
  for (let name = start; ; ) {
    const one = nodes[NAMES.indexOf(name)];
    if (one === undefined) return undefined;
    const isRole = one.source !== undefined;
    if (one.keys !== 'none' && !(isRole && way.length === 0))
      return { path: [name, ...way.reverse()] };
    if (one.source === undefined) return undefined;
    way.push(name);
    if (one.source === name)
      return one.keys === 'none' ? undefined : { path: [name, ...way.reverse()] };
    if (way.includes(one.source)) return { ring: way.slice(way.indexOf(one.source)) };
    name = one.source;
  }
}

test('every profile of any graph resolves to the right path, or names exactly the right ring', () => {
  fc.assert(
    fc.property(graph, (nodes) => {
      const context = contextFor(nodes);
      for (const name of NAMES) {
        const found = tryResolve(context, name);
        const expected = expectedWay(nodes, name);
        if (expected !== undefined && 'path' in expected) {
          const chain = found as Chain;
          expect([chain.base.profile, ...chain.hops.map(({ profile }) => profile)]).toEqual(
            expected.path,
          );
        } else if (expected !== undefined) {
          const message = (found as { message: string }).message;
          const ring = (message.split('loop: ')[1] ?? '').split(' > ');
          expect(ring.pop()).toBe(ring[0]);
          expect(new Set(ring)).toEqual(new Set(expected.ring));
          expect(ring).toHaveLength(expected.ring.length);
          ring.forEach((member, index) => {
            expect(nodes[NAMES.indexOf(member)]?.source).toBe(ring[(index + 1) % ring.length]);
          });
        } else {
          expect(['CHAIN_BROKEN', 'BASE_KEY_MISSING']).toContain((found as { code: string }).code);
        }
      }
    }),
    OPTIONS,
  );
});

test('the names that the keychain is asked for decide how a profile resolves', () => {
  fc.assert(
    fc.property(graph, (nodes) => {
      const context = contextFor(nodes);
      for (const name of [...NAMES, 'gone']) {
        const asked = keychainNamesAsked(context, name);
        const known = asked.filter((one) => context.keychainProfiles.has(one));
        const found = tryResolve({ ...context, keychainProfiles: new Set(known) }, name);
        expect(found).toEqual(tryResolve(context, name));
      }
    }),
    OPTIONS,
  );
});

test('a role that names its source is not asked for itself', () => {
  const context = contextOf(`${role('app', 'hub')}${role('hub', 'main')}`, { keys: ['main'] });
  expect(keychainNamesAsked(context, 'app')).toEqual(['hub', 'main']);
  expect(keychainNamesAsked(context, 'main')).toEqual(['main']);
});

test('the list says of every role what resolving it says', () => {
  fc.assert(
    fc.property(graph, (nodes) => {
      const context = contextFor(nodes);
      for (const { profile, error } of listEntries(context)) {
        const found = tryResolve(context, profile);
        if ('code' in found) expect(error).toEqual(found);
        else expect(error).toBeUndefined();
      }
    }),
    OPTIONS,
  );
});

test('no plan asks AWS for more than it gives, and roles share the hops they have in common', () => {
  const request = fc.record({
    requestedSeconds: sometimes(fc.integer({ min: 1, max: 200_000 })),
    canAsk: fc.boolean(),
    hasMfaSession: fc.boolean(),
    learnt: sometimes(fc.integer({ min: 3600, max: 43_200 })),
  });
  fc.assert(
    fc.property(graph, request, (nodes, { requestedSeconds, learnt, ...known }) => {
      const context = contextFor(nodes);
      const onTheWay = new Map<string, unknown>();
      for (const name of NAMES) {
        const chain = tryResolve(context, name);
        if ('code' in chain) continue;
        const wish = requestedSeconds === undefined ? {} : { requestedSeconds };
        let plan: ReturnType<typeof planSession>;
        try {
          plan = planSession(chain, requestOf({ ...known, ...wish, learntMaximum: () => learnt }));
        } catch (error) {
          expect(isRoleValetError(error, 'DURATION_NOT_POSSIBLE')).toBe(true);
          expect(requestedSeconds).toBeDefined();
          continue;
        }
        const { steps } = plan;
        const isLong = chain.base.kind === 'key';
        steps.forEach((step, index) => {
          const isToken = step.action === 'GetSessionToken';
          const roleMaximum = index === 0 && isLong ? (learnt ?? 43_200) : 3600;
          expect(step.durationSeconds).toBeGreaterThanOrEqual(900);
          expect(step.durationSeconds).toBeLessThanOrEqual(isToken ? 129_600 : roleMaximum);
          expect(step.reasons.every((reason) => reason.length > 0 && !reason.endsWith('.'))).toBe(
            true,
          );
          // A code is sent once, on the first call, and only by a long-term key.
          expect(step.mfaSerial).toBe(index === 0 ? chain.mfa?.serial : undefined);
          if (step.mfaSerial !== undefined) expect(isLong).toBe(true);
        });
        if (requestedSeconds !== undefined)
          expect(steps.at(-1)?.durationSeconds ?? requestedSeconds).toBe(requestedSeconds);
        expect(steps.filter(({ hop }) => hop !== undefined).map(({ hop }) => hop?.profile)).toEqual(
          chain.hops.map(({ profile }) => profile),
        );
        // Same base, same MFA, same way so far: the very same calls.
        let key = JSON.stringify([chain.base, chain.mfa?.serial]);
        for (const { mfaSerial: _, ...step } of steps.slice(0, -1)) {
          key += `>${step.hop?.profile ?? 'token'}`;
          const call = { ...step };
          expect(call).toEqual(onTheWay.get(key) ?? call);
          onTheWay.set(key, call);
        }
      }
    }),
    OPTIONS,
  );
});
