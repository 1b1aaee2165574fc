import { chmod, lstat, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemRandom } from '../node/random.ts';
import { agentAddress } from './agent-address.ts';
import { askAgent } from './client.ts';
import { proveAsServer } from './handshake.ts';
import { type PracticeAgent, practiceAgent } from './testing/practice-agent.ts';
import { requestText, sendRaw } from './testing/raw-request.ts';

// What Windows does with a pipe is done here over a Unix socket in its place.
const platform = 'win32';
const LIMITS = { timeMs: 20_000, signMs: 5_000 };

let valet: PracticeAgent;
let pipeFolder: string;
beforeEach(async () => {
  pipeFolder = `${await mkdtemp(join(tmpdir(), 'role-valet-pipes-'))}/`;
  valet = await practiceAgent({ platform, pipeFolder });
});
afterEach(async () => {
  await valet.close();
  await rm(pipeFolder, { recursive: true, force: true });
});

const agentFile = () => join(valet.practice.app.homePath, 'agent.json');

function find() {
  const { homePath } = valet.practice.app;
  return agentAddress({ homePath, platform, environment: {}, pipeFolder });
}

async function hello() {
  const address = await find();
  if (address === undefined || 'problem' in address) return address;
  return askAgent(address, { path: '/v1/hello' }, LIMITS);
}

test('the pipe’s name holds 128 random bits, and its file is its owner’s alone', async () => {
  expect(valet.agent.path).toMatch(/\/role-valet-[0-9a-f]{32}$/);
  expect((await lstat(agentFile())).mode & 0o777).toBe(0o600);
  const { pipe, secret } = JSON.parse(await readFile(agentFile(), 'utf8'));
  expect(valet.agent.path.endsWith(pipe)).toBe(true);
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  expect(valet.log.join('\n')).not.toContain(secret);
});

test('both ends prove the secret, and the request is answered', async () => {
  expect(await hello()).toMatchObject({ answer: { status: 200 } });
  const address = await find();
  if (address === undefined || 'problem' in address) throw new Error('no address');
  const body = { profile: 'shop-dev-readonly' };
  const asked = await askAgent(address, { path: '/v1/credentials', body }, LIMITS);
  expect(asked).toMatchObject({ answer: { status: 200 } });
});

test('a caller with another secret, or with none, is not heard', async () => {
  const secret = systemRandom().bytes(32);
  const asked = await askAgent({ path: valet.agent.path, secret }, { path: '/v1/hello' }, LIMITS);
  expect(asked).toEqual({ trouble: 'garbled' });
  // Without a handshake the request is taken for a challenge, and the answer is no HTTP.
  const bytes = await sendRaw(valet.agent.path, requestText());
  expect(bytes.toString('latin1')).not.toContain('HTTP/');
  expect(valet.obtained).toEqual([]);
  await expect.poll(() => valet.log.join('\n')).toContain('was not let in');
});

test('somebody else’s pipe under our name gets nothing but a random number', async () => {
  const seen: Buffer[] = [];
  const path = join(pipeFolder, 'thief');
  const thief = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      seen.push(chunk);
      socket.write(Buffer.alloc(64));
    });
  });
  await new Promise<void>((done) => thief.listen(path, done));
  const address = await find();
  const asked = await askAgent({ ...address, path }, { path: '/v1/hello' }, LIMITS);
  expect(asked).toEqual({ trouble: 'garbled' });
  expect(Buffer.concat(seen)).toHaveLength(32);
  await new Promise((done) => thief.close(done));
});

test('a server’s proof can’t be played back as a client’s', async () => {
  const secret = systemRandom().bytes(32);
  const refused = Promise.withResolvers<unknown>();
  const path = join(pipeFolder, 'mirror');
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    proveAsServer(socket, secret, systemRandom(), 5_000).then(refused.resolve, refused.reject);
  });
  await new Promise<void>((done) => server.listen(path, done));
  const socket = connect(path);
  socket.write(Buffer.alloc(32));
  // Sends the server's own proof back.
  socket.once('data', (bytes) => socket.write(bytes.subarray(32)));
  await expect(refused.promise).rejects.toThrow('does not know the secret');
  socket.destroy();
  await new Promise((done) => server.close(done));
});

test('name and secret are new after every start, and a running app is not replaced', async () => {
  await expect(valet.startAgain()).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
  const before = await readFile(agentFile(), 'utf8');
  await valet.agent.close();
  expect(await hello()).toBeUndefined();
  const again = await valet.startAgain();
  expect(await hello()).toMatchObject({ answer: { status: 200 } });
  const after = JSON.parse(await readFile(agentFile(), 'utf8'));
  expect(before).not.toContain(after.pipe);
  expect(before).not.toContain(after.secret);
  await again.close();
});

test.each(['', '{', '[]', '{"pipe":"../../x","secret":"00"}'])(
  'a file that holds %j is no address',
  async (text) => {
    await writeFile(agentFile(), text);
    expect(await find()).toBeUndefined();
  },
);

test('a file that others can read is not trusted', async () => {
  await chmod(agentFile(), 0o644);
  expect(await find()).toHaveProperty('problem');
});

test('a caller that says nothing does not hold up the end', async () => {
  const socket = connect(valet.agent.path);
  await new Promise((done) => socket.once('connect', done));
  const gone = new Promise((done) => socket.once('close', done));
  socket.resume();
  await valet.agent.close();
  await gone;
});
