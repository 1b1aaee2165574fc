import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const START = fileURLToPath(new URL('../../tools/start.ts', import.meta.url));

/** A display of its own; gives its name, and the function that ends it. */
async function startDisplay(): Promise<{ name: string; stop: () => void }> {
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x900x24'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    server.stdout.once('data', (text: Buffer) => resolve(text.toString().trim()));
  });
  return { name: `:${number}`, stop: () => void server.kill() };
}

// Second tries are for tests with a keyring.
test.describe.configure({ retries: 0 });

test('npm start -- --practice opens the app on a display, and leaves nothing behind', async () => {
  const home = await mkdtemp(join(tmpdir(), 'role-valet-display-'));
  const temporary = join(home, 'tmp');
  await mkdir(temporary);
  const display = await startDisplay();
  const started = spawn(process.execPath, [START, '--practice'], {
    env: { PATH: process.env.PATH, HOME: home, TMPDIR: temporary, DISPLAY: display.name },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  started.stderr.on('data', (text: Buffer) => {
    said += text.toString();
  });
  const exited = new Promise<number | null>((resolve) => {
    started.once('exit', (code) => resolve(code));
  });
  const practices = async (): Promise<readonly string[]> =>
    (await readdir(temporary)).filter((name) => name.startsWith('role-valet-practice-'));
  try {
    // The organisation is opened once the window and the tray are there.
    await expect.poll(practices, { timeout: 90_000 }).toHaveLength(1);
    started.kill('SIGTERM');
    expect(await exited, said).toBe(0);
    expect(await readdir(temporary)).toEqual([]);
  } finally {
    started.kill('SIGKILL');
    display.stop();
    await rm(home, { recursive: true, force: true });
  }
});
