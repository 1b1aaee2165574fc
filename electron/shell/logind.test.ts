import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Environment } from '../core/ports.ts';
import { systemClock } from '../node/clock.ts';
import { logind } from './logind.ts';
import { type FakeLogind, fakeLogind, SESSION_PATH } from './testing/fake-logind.ts';
import { lineLogger } from './testing/memory-mark.ts';
import { hastyClock, type PrivateBus, privateBus } from './testing/private-bus.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function listen(environment: Environment, clock = systemClock()) {
  const told: string[] = [];
  const logger = lineLogger();
  const stop = logind({ environment, clock, logger })({
    lock: () => void told.push('lock'),
    unlock: () => void told.push('unlock'),
    lockedHint: (isLocked) => void told.push(`hint ${isLocked}`),
    sleep: () => void told.push('sleep'),
    wake: () => void told.push('wake'),
    works: (isWorking) => void told.push(`works ${isWorking}`),
  });
  cleanUps.push(stop);
  return { told, logger, stop };
}

const tells = (told: string[], expected: string[]) =>
  vi.waitFor(() => expect(told).toEqual(expected), { timeout: 8_000, interval: 10 });

async function bus(socketPath?: string): Promise<PrivateBus> {
  const made = await privateBus(socketPath);
  cleanUps.push(() => made.kill());
  return made;
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'role-valet-bus-'));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function login(
  address: string,
  knows: Parameters<typeof fakeLogind>[1],
): Promise<FakeLogind> {
  const made = await fakeLogind(address, knows);
  cleanUps.push(() => made.stop());
  return made;
}

describe.runIf(process.platform === 'linux')('on a real bus', () => {
  test('tells lock, unlock, hints and sleep of the own session alone', async () => {
    const { address } = await bus();
    const service = await login(address, { byProcess: true });
    const { told, stop } = listen({ DBUS_SYSTEM_BUS_ADDRESS: address });
    await tells(told, ['works true', 'hint false']);
    expect(service.asked).toEqual(['process 0']);
    const other = SESSION_PATH.replace('_32', '_33');
    service.session('Lock', other);
    service.hint(true, other);
    service.session('Lock');
    service.hint(true);
    service.session('Unlock');
    service.hint(false);
    service.prepareForSleep(true);
    service.prepareForSleep(false);
    const all = ['lock', 'hint true', 'unlock', 'hint false', 'sleep', 'wake'];
    await tells(told, ['works true', 'hint false', ...all]);
    stop();
    service.session('Lock');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(told).toHaveLength(8);
  });

  test('a signal that another tool sends as somebody else is not heard', async () => {
    const { address } = await bus();
    await login(address, { byProcess: true });
    const { told } = listen({ DBUS_SYSTEM_BUS_ADDRESS: address });
    await tells(told, ['works true', 'hint false']);
    await promisify(execFile)('dbus-send', [
      `--bus=${address}`,
      '--type=signal',
      SESSION_PATH,
      'org.freedesktop.login1.Session.Lock',
    ]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(told).toEqual(['works true', 'hint false']);
  });

  test('a session that is locked already is told', async () => {
    const { address } = await bus();
    await login(address, { byProcess: true, isLocked: true });
    await tells(listen({ DBUS_SYSTEM_BUS_ADDRESS: address }).told, ['works true', 'hint true']);
  });

  test.each([
    ['the environment', { XDG_SESSION_ID: 'c7' }, 'c7', ['process 0', 'session c7']],
    ['logind', { XDG_SESSION_ID: 'old' }, 'auto', ['process 0', 'session old', 'session auto']],
    ['logind without a hint', {}, 'auto', ['process 0', 'session auto']],
  ])('a program outside any session is led to it by %s', async (_, environment, byId, asked) => {
    const { address } = await bus();
    const service = await login(address, { byProcess: false, byId });
    const { told } = listen({ ...environment, DBUS_SYSTEM_BUS_ADDRESS: address });
    await tells(told, ['works true', 'hint false']);
    expect(service.asked).toEqual(asked);
  });

  test('a bus without logind is said, once', async () => {
    const { address } = await bus();
    const { told, logger } = listen({ DBUS_SYSTEM_BUS_ADDRESS: address });
    await tells(told, ['works false']);
    expect(logger.lines).toHaveLength(1);
    expect(logger.lines[0]).toMatch(/lock and unlock .* not told.*ServiceUnknown/);
  });

  test('a logind without a session of ours is said', async () => {
    const { address } = await bus();
    await login(address, { byProcess: false });
    const { told, logger } = listen({ DBUS_SYSTEM_BUS_ADDRESS: address });
    await tells(told, ['works false']);
    expect(logger.lines.join()).toContain('no session');
  });

  test('a bus that comes back is listened to again', async () => {
    const folder = await temporaryFolder();
    const first = await bus(join(folder, 'bus'));
    await login(first.address, { byProcess: true });
    const { told, logger } = listen({ DBUS_SYSTEM_BUS_ADDRESS: first.address }, hastyClock());
    await tells(told, ['works true', 'hint false']);
    await first.kill();
    await rm(join(folder, 'bus'), { force: true });
    const again = await bus(join(folder, 'bus'));
    const service = await login(again.address, { byProcess: true });
    await vi.waitFor(() => expect(told.slice(-2)).toEqual(['works true', 'hint false']), 8_000);
    service.session('Lock');
    await vi.waitFor(() => expect(told.at(-1)).toBe('lock'));
    expect(told.filter((line) => line === 'works false').length).toBeGreaterThan(0);
    expect(logger.lines.join()).not.toContain('are not told');
  });

  test('a bus that dies is given up after three tries', async () => {
    const made = await bus();
    await login(made.address, { byProcess: true });
    const { told, logger } = listen({ DBUS_SYSTEM_BUS_ADDRESS: made.address }, hastyClock());
    await tells(told, ['works true', 'hint false']);
    await made.kill();
    await tells(told, ['works true', 'hint false', ...Array(4).fill('works false')]);
    expect(logger.lines.at(-1)).toContain('are not told');
  });
});

describe('without a bus', () => {
  test.each([
    ['no socket', `unix:path=${join(tmpdir(), 'role-valet-no-such-bus')}`, 'ENOENT'],
    ['no usable address', 'autolaunch:', 'no usable'],
  ])('%s is said, and nothing thrown', async (_, address, reason) => {
    const { told, logger } = listen({ DBUS_SYSTEM_BUS_ADDRESS: address });
    await tells(told, ['works false']);
    expect(logger.lines).toHaveLength(1);
    expect(logger.lines[0]).toContain(reason);
  });

  test.runIf(process.platform !== 'win32')('a bus that never answers is given up', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'mute');
    const server = createServer((socket) => socket.on('error', () => socket.destroy()));
    await new Promise<void>((resolve) => server.listen(path, resolve));
    cleanUps.push(() => server.close());
    const { told, logger } = listen({ DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${path}` }, hastyClock());
    await tells(told, ['works false']);
    expect(logger.lines[0]).toContain('no answer in time');
    // Stopped while it waits: nothing is told any more.
    const second = listen({ DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${path}` });
    second.stop();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(second.told).toEqual([]);
  });
});
