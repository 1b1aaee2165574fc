import { expect, test } from 'vitest';
import { sampleSnapshot } from '../../electron/contract/testing/sample-snapshot.ts';
import { createSnapshotStore } from './snapshot-store.ts';

test('the newest snapshot wins, whatever the order they come in', () => {
  const store = createSnapshotStore();
  let calls = 0;
  store.subscribe(() => {
    calls += 1;
  });
  expect(store.read()).toBeUndefined();
  store.accept(sampleSnapshot({ revision: 2 }));
  store.accept(sampleSnapshot({ revision: 1 }));
  store.accept(sampleSnapshot({ revision: 2 }));
  expect(store.read()?.revision).toBe(2);
  expect(calls).toBe(1);
  store.accept(sampleSnapshot({ revision: 7 }));
  expect(store.read()?.revision).toBe(7);
  expect(calls).toBe(2);
});

test('an ended subscription hears nothing', () => {
  const store = createSnapshotStore();
  let calls = 0;
  store.subscribe(() => {
    calls += 1;
  })();
  store.accept(sampleSnapshot());
  expect(calls).toBe(0);
});
