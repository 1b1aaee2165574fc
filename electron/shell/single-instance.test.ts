import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { claimSingleInstance } from './single-instance.ts';

class FakeApp extends EventEmitter {
  readonly isFirst: boolean;
  constructor(isFirst: boolean) {
    super();
    this.isFirst = isFirst;
  }
  requestSingleInstanceLock(): boolean {
    return this.isFirst;
  }
}

test('the first copy is told of each later start', () => {
  const app = new FakeApp(true);
  let starts = 0;
  expect(claimSingleInstance(app, () => (starts += 1))).toBe(true);
  app.emit('second-instance', {}, ['role-valet', '--anything'], '/', {});
  app.emit('second-instance', {}, [], '/', {});
  expect(starts).toBe(2);
});

test('a second copy learns that it is not wanted, and listens to nothing', () => {
  const app = new FakeApp(false);
  const started = (): void => expect.fail('a second copy must not act');
  expect(claimSingleInstance(app, started)).toBe(false);
  expect(app.eventNames()).toEqual([]);
});
