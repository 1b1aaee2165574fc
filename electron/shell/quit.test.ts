import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { expect, test, vi } from 'vitest';
import { QuitSequence, type QuitSequenceOptions, type QuitStep } from './quit.ts';
import { manualClock, settle } from './testing/manual-clock.ts';
import { lineLogger } from './testing/memory-mark.ts';

/** Quits as Electron does: asks the listeners, then closes the windows, then is gone. */
class FakeApp extends EventEmitter {
  isGone = false;
  windowRefuses = false;
  exitCode: number | undefined;
  quit(): void {
    let isHeld = false;
    this.emit('before-quit', {
      preventDefault: () => {
        isHeld = true;
      },
    });
    if (!isHeld && !this.windowRefuses) this.isGone = true;
  }
  exit(code = 0): void {
    this.isGone = true;
    this.exitCode = code;
  }
}

function setUp(steps: QuitStep[], totalLimitMs = 2_000) {
  const app = new FakeApp();
  const clock = manualClock();
  const logger = lineLogger();
  const sequence = new QuitSequence({ app, steps, totalLimitMs, clock, logger });
  return { app, clock, logger, sequence };
}

const never = () => Promise.withResolvers<void>().promise;
const step = (name: string, run: QuitStep['run'], limitMs = 1_000): QuitStep => ({
  name,
  run,
  limitMs,
});

test("Electron's own objects fit", () => {
  const app: Electron.App extends QuitSequenceOptions['app'] ? true : never = true;
  const power: Electron.PowerMonitor extends Parameters<QuitSequence['watchShutdown']>[0]
    ? true
    : never = true;
  const window: Electron.BrowserWindow extends Parameters<QuitSequence['watchSessionEnd']>[0]
    ? true
    : never = true;
  expect([app, power, window]).toEqual([true, true, true]);
});

test('the first quit is held until every step is done, then goes through', async () => {
  const slow = Promise.withResolvers<void>();
  const done: string[] = [];
  const { app, sequence } = setUp([
    step('clipboard', () => slow.promise.then(() => void done.push('clipboard'))),
    step('socket', () => void done.push('socket')),
  ]);
  expect(sequence.isQuitting).toBe(false);
  app.quit();
  await settle();
  expect(sequence.isQuitting).toBe(true);
  expect([app.isGone, done]).toEqual([false, ['socket']]);
  slow.resolve();
  await settle();
  expect([app.isGone, done]).toEqual([true, ['socket', 'clipboard']]);
  expect(app.exitCode).toBeUndefined();
});

test('a second quit meanwhile starts nothing over', async () => {
  const slow = Promise.withResolvers<void>();
  const run = vi.fn<() => Promise<void>>(() => slow.promise);
  const { app } = setUp([step('clipboard', run)]);
  app.quit();
  app.quit();
  await settle();
  app.quit();
  expect(app.isGone).toBe(false);
  slow.resolve();
  await settle();
  expect(app.isGone).toBe(true);
  expect(run).toHaveBeenCalledTimes(1);
});

test('one that fails, at once or later, is named and holds nobody', async () => {
  const run = vi.fn<() => void>();
  const { app, logger } = setUp([
    step('first', () => {
      throw new Error('broken at once');
    }),
    step('second', () => Promise.reject(new Error('broken later'))),
    step('third', run),
  ]);
  app.quit();
  await settle();
  expect(app.isGone).toBe(true);
  expect(run).toHaveBeenCalledTimes(1);
  expect(logger.lines).toHaveLength(2);
  expect(logger.lines[0]).toMatch(/first.*broken at once/);
  expect(logger.lines[1]).toMatch(/second.*broken later/);
});

test('one that hangs is named after its own limit, while the others ran', async () => {
  const run = vi.fn<() => void>();
  const { app, clock, logger } = setUp([step('clipboard', never, 700), step('store', run)]);
  app.quit();
  await clock.advance(699);
  expect(app.isGone).toBe(false);
  expect(run).toHaveBeenCalledTimes(1);
  await clock.advance(1);
  expect(app.isGone).toBe(true);
  expect(logger.lines.join()).toContain('"step":"clipboard"');
});

test('all together have two seconds', async () => {
  const { app, clock, logger } = setUp([step('a', never, 60_000), step('b', never, 60_000)]);
  app.quit();
  await clock.advance(1_999);
  expect(app.isGone).toBe(false);
  await clock.advance(1);
  expect(app.isGone).toBe(true);
  expect(logger.lines.join()).toContain('together');
});

test('a window that refuses to close does not keep the app', async () => {
  const { app, clock } = setUp([]);
  app.windowRefuses = true;
  app.quit();
  await clock.advance(999);
  expect(app.isGone).toBe(false);
  await clock.advance(1);
  expect([app.isGone, app.exitCode]).toEqual([true, 0]);
});

test('a shutdown of the machine quits in order, and asks for the time it takes', async () => {
  const run = vi.fn<() => void>();
  const { app, sequence } = setUp([step('clipboard', run)]);
  const powerMonitor = new EventEmitter();
  const preventDefault = vi.fn<() => void>();
  sequence.watchShutdown(powerMonitor);
  powerMonitor.emit('shutdown', { preventDefault });
  await settle();
  expect(preventDefault).toHaveBeenCalledTimes(1);
  expect(run).toHaveBeenCalledTimes(1);
  expect(app.isGone).toBe(true);
});

test("the end of a Windows session starts the steps at once, and a quit then isn't held twice", async () => {
  const run = vi.fn<() => void>();
  const { app, sequence } = setUp([step('clipboard', run)]);
  const window = new EventEmitter();
  sequence.watchSessionEnd(window);
  window.emit('session-end', { reasons: ['logoff'] });
  expect(run).toHaveBeenCalledTimes(1);
  expect(sequence.isQuitting).toBe(true);
  app.quit();
  await settle();
  expect(run).toHaveBeenCalledTimes(1);
  expect(app.isGone).toBe(true);
});
