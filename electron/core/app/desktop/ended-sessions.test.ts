import { describe, expect, test } from 'vitest';
import { EndedSessions } from './ended-sessions.ts';
import { type LiveFacts, nextEnd } from './live-facts.ts';

function facts(now: number, ends: Record<string, number>): LiveFacts {
  const lives = Object.entries(ends).map(
    ([profile, expiresAt]) => [profile, { expiresAt, lifeSeconds: 900 }] as const,
  );
  return {
    now,
    clockOffsetMs: 0,
    sessions: new Map(lives),
    unlocked: new Map(),
    targets: new Map(),
    written: new Map(),
    problems: [],
  };
}

describe('EndedSessions', () => {
  test('tells once what ran out, and forgets it when it is back', () => {
    const ended = new EndedSessions();
    expect(ended.compare(facts(0, { hub: 10 }), facts(11, {}))).toEqual(['hub']);
    expect(ended.compare(facts(11, {}), facts(12, {}))).toEqual([]);
    expect(ended.all().get('hub')).toEqual({ expiresAt: 10, lifeSeconds: 900 });
    ended.compare(facts(12, {}), facts(13, { hub: 99 }));
    expect(ended.all().size).toBe(0);
  });

  test('what was stopped before its time has not ended by itself', () => {
    const ended = new EndedSessions();
    expect(ended.compare(facts(0, { hub: 10 }), facts(5, {}))).toEqual([]);
  });
});

describe('nextEnd', () => {
  test('is the first end that is still to come', () => {
    expect(nextEnd(facts(20, { gone: 10, soon: 30, late: 40 }))).toBe(30);
    expect(nextEnd(facts(20, { gone: 10 }))).toBeUndefined();
  });
});
