import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { expect, test } from 'vitest';
import type { LogindListeners } from './logind.ts';
import { type PowerMonitor, watchPower } from './power-events.ts';
import { settle } from './testing/manual-clock.ts';
import { lineLogger } from './testing/memory-mark.ts';

function setUp(platform: NodeJS.Platform) {
  const powerMonitor = new EventEmitter();
  const told: string[] = [];
  const logger = lineLogger();
  const started: LogindListeners[] = [];
  let stops = 0;
  const watch = watchPower({
    powerMonitor,
    platform,
    logger,
    logind: (listeners) => {
      started.push(listeners);
      return () => {
        stops += 1;
      };
    },
    on: {
      sleep: () => void told.push('sleep'),
      wake: () => void told.push('wake'),
      lock: () => void told.push('lock'),
      unlock: () => void told.push('unlock'),
      lockEventsChanged: (lockEvents) => void told.push(`lockEvents ${lockEvents}`),
    },
  });
  return { powerMonitor, told, logger, watch, started, stops: () => stops };
}

test("Electron's own object fits", () => {
  const fits: Electron.PowerMonitor extends PowerMonitor ? true : never = true;
  expect(fits).toBe(true);
});

test.each(['darwin', 'win32'] as const)('%s: all by Electron, logind is left alone', (platform) => {
  const { powerMonitor, told, watch, started } = setUp(platform);
  expect(watch.lockEvents).toBe(true);
  for (const event of ['lock-screen', 'unlock-screen', 'suspend', 'resume'])
    powerMonitor.emit(event);
  expect(told).toEqual(['lock', 'unlock', 'sleep', 'wake']);
  expect(started).toHaveLength(0);
  watch.stop();
  powerMonitor.emit('lock-screen');
  expect(told).toHaveLength(4);
  expect(powerMonitor.eventNames()).toEqual([]);
});

test('Linux: locks by logind once it answered, and no longer when it is lost', () => {
  const { powerMonitor, told, watch, started, stops } = setUp('linux');
  const [logind] = started;
  expect(watch.lockEvents).toBe(false);
  logind?.works(true);
  logind?.lockedHint(false);
  expect(watch.lockEvents).toBe(true);
  powerMonitor.emit('lock-screen');
  logind?.lock();
  logind?.lockedHint(true);
  logind?.unlock();
  logind?.lockedHint(false);
  logind?.lockedHint(true);
  logind?.lockedHint(false);
  logind?.works(false);
  logind?.works(false);
  expect(told).toEqual(['lockEvents true', 'lock', 'unlock', 'lock', 'unlock', 'lockEvents false']);
  expect(watch.lockEvents).toBe(false);
  watch.stop();
  expect(stops()).toBe(1);
});

test('each request to lock counts, where no desktop answers with a hint', () => {
  const { told, started } = setUp('linux');
  started[0]?.lock();
  started[0]?.lock();
  expect(told).toEqual(['lock', 'lock']);
});

test('one sleep that two tell of is told once, in whatever order', () => {
  const { powerMonitor, told, started } = setUp('linux');
  for (let round = 0; round < 2; round += 1) {
    powerMonitor.emit('suspend');
    started[0]?.sleep();
    started[0]?.wake();
    powerMonitor.emit('resume');
    started[0]?.sleep();
    powerMonitor.emit('suspend');
    powerMonitor.emit('resume');
    started[0]?.wake();
  }
  expect(told).toEqual(Array.from({ length: 4 }, () => ['sleep', 'wake']).flat());
  // A wake whose sleep nobody told of is still one.
  powerMonitor.emit('resume');
  powerMonitor.emit('resume');
  expect(told.slice(8)).toEqual(['wake', 'wake']);
});

test('a handler that fails, at once or later, is logged by its event', async () => {
  const powerMonitor = new EventEmitter();
  const logger = lineLogger();
  const idle = (): void => undefined;
  watchPower({
    powerMonitor,
    platform: 'darwin',
    logger,
    logind: () => idle,
    on: {
      lock: () => Promise.reject(new Error('broken later')),
      sleep: () => {
        throw new Error('broken at once');
      },
      wake: idle,
      unlock: idle,
      lockEventsChanged: idle,
    },
  });
  powerMonitor.emit('lock-screen');
  powerMonitor.emit('suspend');
  await settle();
  expect(logger.lines.join()).toMatch(/"event":"lock".*broken later/);
  expect(logger.lines.join()).toMatch(/"event":"sleep".*broken at once/);
});
