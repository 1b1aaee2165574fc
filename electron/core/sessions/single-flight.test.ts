import { expect, test } from 'vitest';
import { SingleFlight } from './single-flight.ts';

test('all waiters of a key share one run, and the next call runs anew', async () => {
  const flights = new SingleFlight();
  let runs = 0;
  let land: (value: string) => void = () => undefined;
  const work = () => {
    runs += 1;
    return new Promise<string>((resolve) => {
      land = resolve;
    });
  };
  const waiters = [flights.run('hub', work), flights.run('hub', work), flights.run('hub', work)];
  land('trio');
  expect(await Promise.all(waiters)).toEqual(['trio', 'trio', 'trio']);
  expect(runs).toBe(1);
  const next = flights.run('hub', work);
  land('newer');
  expect(await next).toBe('newer');
  expect(runs).toBe(2);
});

test('a refusal is shared too, and is not remembered', async () => {
  const flights = new SingleFlight();
  const fail = () => Promise.reject(new Error('no'));
  const results = await Promise.allSettled([flights.run('hub', fail), flights.run('hub', fail)]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await flights.run('hub', async () => 'yes')).toBe('yes');
});

test('keys do not wait for each other', async () => {
  const flights = new SingleFlight();
  void flights.run('hub', () => new Promise(() => undefined));
  expect(await flights.run('other', async () => 'yes')).toBe('yes');
});
