import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, lstat, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { agentAddress } from './agent-address.ts';
import { askAgent } from './client.ts';
import { type Agent, type AgentOptions, startAgent } from './server.ts';

const LIMITS = { timeMs: 20_000, signMs: 20_000 };

let folder: string;
let home: string;
let agents: Agent[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-agent-'));
  home = join(folder, 'home');
  await mkdir(home, { mode: 0o700 });
  agents = [];
});
afterEach(async () => {
  await Promise.all(agents.map((agent) => agent.close()));
  await rm(folder, { recursive: true, force: true });
});

async function start(options: Partial<AgentOptions> = {}): Promise<Agent> {
  const agent = await startAgent({
    homePath: home,
    platform: process.platform,
    services: {
      describe: () => ({ version: '1', configPath: '/c', credentialsPath: '/d' }),
      obtain: () => Promise.reject(new Error('nothing to give')),
    },
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    clock: { now: () => Date.now(), sleep: async () => undefined },
    random: { bytes: (count) => new Uint8Array(count) },
    environment: {},
    ...options,
  });
  agents.push(agent);
  return agent;
}

const find = (homePath = home, environment = {}) =>
  agentAddress({ homePath, platform: process.platform, environment });

async function hello(homePath = home, environment = {}) {
  const address = await find(homePath, environment);
  if (address === undefined || 'problem' in address) return address;
  return askAgent(address, { path: '/v1/hello' }, LIMITS);
}

/** Leaves a socket as a killed app does. */
async function killedApp(path: string): Promise<void> {
  const program = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => console.log('up'))`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const modeOf = async (path: string) => (await lstat(path)).mode & 0o777;

describe('the socket in the home', () => {
  test('is its owner’s alone, answers, and is gone after the end', async () => {
    const agent = await start();
    expect(agent.path).toBe(join(home, 'agent.sock'));
    expect(await modeOf(agent.path)).toBe(0o600);
    expect(await hello()).toMatchObject({ answer: { status: 200 } });
    await agent.close();
    await expect(lstat(agent.path)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await hello()).toBeUndefined();
  });

  test('that a killed app left is no app for a client, and is replaced', async () => {
    await killedApp(join(home, 'agent.sock'));
    expect(await hello()).toBeUndefined();
    await start();
    expect(await hello()).toMatchObject({ answer: { status: 200 } });
  });

  test('that still answers is not replaced', async () => {
    await start();
    await expect(start()).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
    expect(await hello()).toMatchObject({ answer: { status: 200 } });
  });

  test('of two apps that start together is one’s alone', async () => {
    await killedApp(join(home, 'agent.sock'));
    const results = await Promise.allSettled([start(), start(), start()]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await hello()).toMatchObject({ answer: { status: 200 } });
  });
});

describe('a place that is not ours alone', () => {
  test.each([0o755, 0o710, 0o707])(
    'a folder with mode %o is refused by both ends',
    async (mode) => {
      await killedApp(join(home, 'agent.sock'));
      await chmod(home, mode);
      await expect(start()).rejects.toMatchObject({ code: 'EDIT_REFUSED' });
      expect(await hello()).toMatchObject({
        problem: expect.stringContaining('open to other users'),
      });
    },
  );

  test('an open folder without a socket is nothing to tell a user of', async () => {
    await chmod(home, 0o755);
    expect(await hello()).toBeUndefined();
  });

  test('a home behind a link is refused by the server, and followed by the client', async () => {
    const link = join(folder, 'link');
    await symlink(home, link);
    await expect(start({ homePath: link })).rejects.toMatchObject({ code: 'EDIT_REFUSED' });
    await start();
    expect(await hello(link)).toMatchObject({ answer: { status: 200 } });
  });

  test('a link or a file in the socket’s place is refused and stays', async () => {
    const path = join(home, 'agent.sock');
    await symlink(join(folder, 'elsewhere.sock'), path);
    await expect(start()).rejects.toMatchObject({ code: 'EDIT_REFUSED' });
    expect((await lstat(path)).isSymbolicLink()).toBe(true);
    await rm(path);
    await writeFile(path, 'mine');
    await expect(start()).rejects.toMatchObject({ code: 'EDIT_REFUSED' });
  });

  const isRoot = process.getuid?.() === 0;
  test.runIf(isRoot)('a folder of somebody else is refused by both ends', async () => {
    await killedApp(join(home, 'agent.sock'));
    await chown(home, 65_534, 65_534);
    await expect(start()).rejects.toMatchObject({ code: 'EDIT_REFUSED' });
    expect(await hello()).toMatchObject({ problem: expect.stringContaining('another user') });
  });
});

describe('a home whose path is too long for a socket', () => {
  let long: string;
  let runtime: string;
  let environment: { XDG_RUNTIME_DIR: string };
  beforeEach(async () => {
    long = join(folder, 'x'.repeat(120));
    runtime = join(folder, 'run');
    environment = { XDG_RUNTIME_DIR: runtime };
    await mkdir(long, { mode: 0o700 });
    await mkdir(runtime, { mode: 0o700 });
  });

  test('has it in a folder of its own, 0700, which both ends find', async () => {
    const agent = await start({ homePath: long, environment });
    expect(agent.path).toMatch(/\/run\/role-valet-[0-9a-f]{16}\/agent\.sock$/);
    expect(await modeOf(join(agent.path, '..'))).toBe(0o700);
    expect(await modeOf(agent.path)).toBe(0o600);
    expect(await hello(long, environment)).toMatchObject({ answer: { status: 200 } });
    await agent.close();
    await start({ homePath: long, environment });
    expect(await hello(long, environment)).toMatchObject({ answer: { status: 200 } });
  });

  test('a folder of that name that is open to others, or a link, is not trusted', async () => {
    const agent = await start({ homePath: long, environment });
    const place = join(agent.path, '..');
    await chmod(place, 0o755);
    expect(await hello(long, environment)).toHaveProperty('problem');
    await agent.close();
    await expect(start({ homePath: long, environment })).rejects.toMatchObject({
      code: 'EDIT_REFUSED',
    });
    await rm(place, { recursive: true });
    await symlink(home, place);
    await expect(start({ homePath: long, environment })).rejects.toMatchObject({
      code: 'EDIT_REFUSED',
    });
  });

  test('without XDG_RUNTIME_DIR it is below the folder for temporary files', async () => {
    const agent = await start({ homePath: long });
    expect(agent.path.startsWith(tmpdir())).toBe(true);
    await agent.close();
    await rm(join(agent.path, '..'), { recursive: true });
  });
});
