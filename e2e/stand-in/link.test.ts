import { fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect, isOtherSideGone, type Port } from './link.ts';

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

test('a write that fails since the other side died is its end, and no failure of the call', async ({
  onTestFinished,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'link-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const script = join(folder, 'child.mjs');
  await writeFile(script, "process.on('message', () => undefined); process.send('up');\n");
  const child = fork(script, { serialization: 'advanced', execArgv: [] });
  await once(child, 'message');
  const link = connect<Side, Side>(child as Port, side);
  child.kill('SIGKILL');
  // This process may not read the channel's end before it writes: it waits without its event loop.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
  expect(child.connected).toBe(true);
  const error = await link.call('double', 1).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  expect((error as Error).cause).toMatchObject({ code: 'EPIPE' });
  expect(isOtherSideGone(error)).toBe(true);
});

test('any other failure to write is told as it is', async () => {
  const port = new FakePort();
  port.send = (_message: unknown, sent?: unknown) => {
    if (typeof sent === 'function') sent(new Error('out of memory'));
    return false;
  };
  const failure = connect<Side, Side>(port as unknown as Port, side).call('double', 1);
  const error = await failure.catch((reason: unknown) => reason);
  expect(error).toEqual(new Error('out of memory'));
  expect(isOtherSideGone(error)).toBe(false);
});
