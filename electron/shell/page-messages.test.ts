import { expect, test } from 'vitest';
import { SHOW_CHANNEL, SNAPSHOT_CHANNEL } from '../contract/names.ts';
import { PageMessages } from './page-messages.ts';

test('until the page is ready the newest of each channel waits, the snapshot first', () => {
  const messages = new PageMessages();
  const sent: unknown[][] = [];
  messages.send(SHOW_CHANNEL, 'old');
  messages.send(SNAPSHOT_CHANNEL, 1);
  messages.send(SNAPSHOT_CHANNEL, 2);
  messages.send(SHOW_CHANNEL, 'new');
  messages.pageIsReady((...message) => sent.push(message));
  expect(sent).toEqual([
    [SNAPSHOT_CHANNEL, 2],
    [SHOW_CHANNEL, 'new'],
  ]);
  messages.send(SNAPSHOT_CHANNEL, 3);
  expect(sent).toHaveLength(3);
});

test('a page that went gets nothing, and the next one only what came since', () => {
  const messages = new PageMessages();
  const first: unknown[] = [];
  const second: unknown[] = [];
  messages.send(SHOW_CHANNEL, 0);
  messages.pageIsReady((_, value) => first.push(value));
  messages.send(SNAPSHOT_CHANNEL, 1);
  messages.pageIsGone();
  messages.send(SNAPSHOT_CHANNEL, 2);
  messages.pageIsReady((_, value) => second.push(value));
  expect(first).toEqual([0, 1]);
  expect(second).toEqual([2]);
});
