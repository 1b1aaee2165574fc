import { describe, expect, test } from 'vitest';
import { SAMPLE_NOW, sampleSnapshot } from '../contract/testing/sample-snapshot.ts';
import type { TrayModel } from '../core/tray/types.ts';
import { TrayKeeper } from './tray-keeper.ts';

function setUp(now: number) {
  const models: TrayModel[] = [];
  const ticks: number[] = [];
  const timers: { delayMs: number; run: () => void; isOff: boolean }[] = [];
  const time = { now };
  let isDestroyed = false;
  const keeper = new TrayKeeper({
    render: (model) => models.push(model),
    destroy: () => {
      isDestroyed = true;
    },
    platform: 'linux',
    now: () => time.now,
    onTick: () => ticks.push(time.now),
    after: (delayMs, run) => {
      const timer = { delayMs, run, isOff: false };
      timers.push(timer);
      return () => {
        timer.isOff = true;
      };
    },
  });
  return { keeper, models, ticks, timers, time, isDestroyed: () => isDestroyed };
}

describe('TrayKeeper', () => {
  test('draws a snapshot at once, and again when its time left says something else', () => {
    const { keeper, models, ticks, timers, time } = setUp(SAMPLE_NOW);
    keeper.update(sampleSnapshot());
    const [timer] = timers;
    expect(models).toHaveLength(1);
    expect(timer?.delayMs).toBeGreaterThan(0);
    expect(timer?.delayMs).toBeLessThanOrEqual(60_000);

    time.now += timer?.delayMs ?? 0;
    timer?.run();
    expect(ticks).toEqual([time.now]);
    expect(models).toHaveLength(2);
    expect(models[1]).not.toEqual(models[0]);
  });

  test('a new snapshot takes the place of the old one and of its timer', () => {
    const { keeper, models, timers } = setUp(SAMPLE_NOW);
    keeper.update(sampleSnapshot());
    keeper.update(sampleSnapshot({ roles: [], recent: [], keys: [] }));
    expect(timers[0]?.isOff).toBe(true);
    // Nothing that is left changes by time alone.
    expect(timers).toHaveLength(1);
    expect(models.at(-1)?.icon).toBe('idle');
  });

  test('counts by AWS’s clock, and looks again after sleep', () => {
    const { keeper, models, time } = setUp(SAMPLE_NOW - 3_600_000);
    keeper.update(sampleSnapshot({ clockOffsetMs: 3_600_000 }));
    const reference = setUp(SAMPLE_NOW);
    reference.keeper.update(sampleSnapshot());
    expect(models).toEqual(reference.models.map((model) => model));

    time.now += 8 * 3_600_000;
    keeper.checkNow();
    expect(JSON.stringify(models.at(-1))).not.toContain('42 min');
  });

  test('once closed, the icon is gone and nothing is drawn', () => {
    const { keeper, models, ticks, timers, isDestroyed } = setUp(SAMPLE_NOW);
    keeper.update(sampleSnapshot());
    keeper.close();
    timers[0]?.run();
    expect(ticks).toEqual([]);
    expect(models).toHaveLength(1);
    expect(timers[0]?.isOff).toBe(true);
    expect(isDestroyed()).toBe(true);
  });
});
