import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { connect, type Port } from './link.ts';

class FakePort extends EventEmitter {
  connected = true;
  other: FakePort | undefined;
  send(message: unknown, sent?: unknown): boolean {
    setImmediate(() => this.other?.emit('message', structuredClone(message)));
    if (typeof sent === 'function') sent(null);
    return true;
  }
}

interface Side {
  double(value: number): number;
  refuse(): never;
  hang(): Promise<void>;
}

const side: Side = {
  double: (value) => value * 2,
  refuse: () => {
    throw Object.assign(new Error('no'), { secret: 1 });
  },
  hang: () => new Promise(() => undefined),
};

function pair() {
  const [left, right] = [new FakePort(), new FakePort()];
  left.other = right;
  right.other = left;
  connect<Side, Side>(right as unknown as Port, side);
  return { left, link: connect<Side, Side>(left as unknown as Port, side) };
}

test('carries calls, answers, and of an error the message', async () => {
  const { link } = pair();
  expect(await Promise.all([link.call('double', 1), link.call('double', 2)])).toEqual([2, 4]);
  const error = await link.call('refuse').catch((reason: unknown) => reason);
  expect(error).toEqual(new Error('no'));
  expect(error).not.toHaveProperty('secret');
});

test('ends open calls with the channel, and refuses later ones', async () => {
  const { left, link } = pair();
  const open = link.call('hang');
  left.connected = false;
  left.emit('disconnect');
  await expect(open).rejects.toThrow('ended');
  await expect(link.call('double', 1)).rejects.toThrow("double can't be asked");
});
