import type { BrowserWindow, Tray } from 'electron';
import { expect, test } from 'vitest';
import { eventsOf, preventable, StandInEmitter } from './emitter.ts';

class Sample extends StandInEmitter {
  readonly #secret = 1;
  known(): number {
    return this.#secret;
  }
}

test('names are checked against the types of Electron', () => {
  expect(eventsOf<BrowserWindow>()('show', 'hide')).toEqual(new Set(['show', 'hide']));
  // @ts-expect-error: windows have no such event.
  eventsOf<BrowserWindow>()('shown');
  // @ts-expect-error: that one belongs to windows.
  eventsOf<Tray>()('ready-to-show');
});

test('emits what the table holds, and throws the name of anything else', () => {
  const sample = new Sample(new Set(['show']));
  const heard: unknown[] = [];
  const listener = (value: unknown) => heard.push(value);
  sample.on('show', listener).once('show', listener);
  sample.emit('show', 1);
  sample.off('show', listener);
  sample.emit('show', 2);
  expect(heard).toEqual([1, 1]);
  expect(() => sample.on('sheet-begin', listener)).toThrow("no event 'sheet-begin' of Sample");
});

test('throws the name of an unknown member, on objects with private fields too', async () => {
  const sample = new Sample(new Set());
  expect(sample.known()).toBe(1);
  expect(() => Reflect.get(sample, 'setOpacity')).toThrow('Sample.setOpacity');
  expect(await sample).toBe(sample);
  expect('setOpacity' in sample).toBe(false);
});

test('an event is prevented for all who look later', () => {
  const event = preventable({ url: 'x' });
  expect(event.defaultPrevented).toBe(false);
  event.preventDefault();
  expect(event).toMatchObject({ url: 'x', defaultPrevented: true });
});
