import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ErrorValue } from '../../../contract/errors.ts';
import { KeepAlive } from './keep-alive.ts';
import type { Life } from './renewal-times.ts';

const MINUTE = 60_000;
const none: ReadonlySet<string> = new Set();

function hourFrom(now: number): Life {
  return { expiresAt: now + 60 * MINUTE, lifeSeconds: 3600 };
}

function failure(code: ErrorValue['code']): ErrorValue {
  return { code, message: 'it failed', hint: 'mend it' };
}

function keeping(...profiles: string[]): KeepAlive {
  const keep = new KeepAlive(() => 0);
  keep.observe(new Map(profiles.map((profile) => [profile, hourFrom(0)])), none, 0);
  return keep;
}

describe('KeepAlive', () => {
  test('a role is due at 15 minutes left, and not while it is being renewed', () => {
    const keep = keeping('hub', 'deployer');
    expect(keep.nextAt()).toBe(45 * MINUTE);
    expect(keep.due(45 * MINUTE - 1)).toEqual([]);
    expect(keep.due(45 * MINUTE)).toEqual(['hub', 'deployer']);
    keep.began('hub');
    expect(keep.due(45 * MINUTE)).toEqual(['deployer']);
    expect(keep.isRunning('hub')).toBe(true);
    keep.renewed('hub', hourFrom(45 * MINUTE), 45 * MINUTE);
    expect(keep.isRunning('hub')).toBe(false);
    expect(keep.due(80 * MINUTE)).toEqual(['deployer']);
  });

  test('what passes is tried again later, what needs a person is not', () => {
    const keep = keeping('passing', 'asking', 'wrong');
    for (const profile of ['passing', 'asking', 'wrong']) keep.began(profile);
    expect(keep.failed('passing', failure('STS_THROTTLED'), 45 * MINUTE)).toBe('retry');
    expect(keep.failed('asking', failure('MFA_REQUIRED'), 45 * MINUTE)).toBe('ask');
    expect(keep.failed('wrong', failure('STS_ACCESS_DENIED'), 45 * MINUTE)).toBe('fix');
    expect(keep.due(50 * MINUTE)).toEqual(['passing']);
    expect(keep.troubles().map(([profile, { kind }]) => `${profile} ${kind}`)).toEqual([
      'passing retry',
      'asking ask',
      'wrong fix',
    ]);
    expect(keep.retry((_, { kind }) => kind === 'ask', 50 * MINUTE)).toBe(true);
    expect(keep.due(50 * MINUTE)).toContain('asking');
    expect(keep.retry(() => false, 50 * MINUTE)).toBe(false);
  });

  test('a role that is gone from the files, or whose section is another’s, is let go', () => {
    const keep = keeping('lost');
    expect(keep.failed('lost', failure('TARGET_TAKEN_OVER'), 0)).toBe('stop');
    expect(keep.has('lost')).toBe(false);
  });

  test('one that ran out while it could not be renewed stays; one that was stopped does not', () => {
    const keep = keeping('asleep', 'stopped');
    keep.observe(new Map(), new Set(['asleep']), 90 * MINUTE);
    expect(keep.has('asleep')).toBe(true);
    expect(keep.has('stopped')).toBe(false);
    expect(keep.due(90 * MINUTE)).toEqual(['asleep']);
  });

  test('one that had run out before it was ever seen is not revived', () => {
    const keep = new KeepAlive(() => 0);
    keep.observe(new Map(), new Set(['yesterday']), 0);
    expect(keep.has('yesterday')).toBe(false);
  });

  test('a longer session, whoever made it, ends the trouble', () => {
    const keep = keeping('hub');
    keep.failed('hub', failure('MFA_REQUIRED'), 45 * MINUTE);
    keep.observe(new Map([['hub', hourFrom(50 * MINUTE)]]), none, 50 * MINUTE);
    expect(keep.trouble('hub')).toBeUndefined();
    expect(keep.nextAt()).toBe(95 * MINUTE);
  });

  test('what lives for seconds only is not asked for without a breath between', () => {
    const keep = new KeepAlive(() => 0);
    keep.observe(new Map([['short', { expiresAt: 100, lifeSeconds: 3600 }]]), none, 0);
    expect(keep.due(0)).toEqual([]);
    expect(keep.due(1_000)).toEqual(['short']);
  });

  test('in whatever order things come, a kept role is running, due some day, or in trouble that waits', () => {
    const step = fc.record({
      act: fc.constantFrom(
        'see',
        'gone',
        'expire',
        'begin',
        'renewed',
        'throttled',
        'code',
        'retry',
      ),
      profile: fc.constantFrom('a', 'b'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const keep = new KeepAlive(() => 0.5);
        const alive = new Map<string, Life>();
        const expired = new Set<string>();
        steps.forEach(({ act, profile }, index) => {
          const now = index * MINUTE;
          if (act === 'see') alive.set(profile, hourFrom(now));
          if (act === 'gone' || act === 'expire') alive.delete(profile);
          if (act === 'gone') expired.delete(profile);
          if (act === 'expire') expired.add(profile);
          if (act === 'begin') keep.began(profile);
          if (act === 'renewed') keep.renewed(profile, hourFrom(now), now);
          if (act === 'throttled') keep.failed(profile, failure('STS_THROTTLED'), now);
          if (act === 'code') keep.failed(profile, failure('MFA_REQUIRED'), now);
          if (act === 'retry') keep.retry(() => true, now);
          keep.observe(alive, expired, now);
          for (const name of ['a', 'b']) {
            if (!keep.has(name)) continue;
            const isDue = keep.due(Number.MAX_SAFE_INTEGER).includes(name);
            const waits = ['ask', 'fix'].includes(keep.trouble(name)?.kind ?? '');
            expect(keep.isRunning(name) || isDue || waits, `${name} after ${index}`).toBe(true);
          }
        });
      }),
    );
  });
});
