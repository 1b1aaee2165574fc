import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenLinkOptions, openSecretLink } from './open-secret-link.ts';
import { systemRandom } from './random.ts';

const LINK = 'https://signin.aws.amazon.com/federation?Action=login&SigninToken=SECRET';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-link-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function open(command: readonly string[] | undefined, more: Partial<OpenLinkOptions> = {}) {
  const [environment, random] = [{}, systemRandom()];
  const platform = process.platform;
  return openSecretLink(LINK, {
    ...{ command, environment, platform, random, timeoutMs: 20_000 },
    ...more,
  });
}

/** A browser as a Node script: records its arguments and where it was led. */
async function browser(text: string): Promise<readonly string[]> {
  const path = join(folder, 'browser.mjs');
  await writeFile(path, text);
  return [process.execPath, path];
}

const RECORDING = `
import { writeFileSync } from 'node:fs';
const words = process.argv.slice(2);
const address = decodeURIComponent(words.at(-1).replace(/^.*url=/, ''));
const answer = await fetch(address, { redirect: 'manual' });
writeFileSync(new URL('record.json', import.meta.url), JSON.stringify({ words, led: answer.headers.get('location') }));
`;

test.each([['{url}'], ['ext+container:name=Prod&url={encodedUrl}']])(
  'the browser gets the link by %s, and no argument holds it',
  async (word) => {
    const command = [...(await browser(RECORDING)), '--profile=Work', word];
    await open(command);
    await expect
      .poll(() => readFile(join(folder, 'record.json'), 'utf8').catch(() => ''), {
        timeout: 10_000,
      })
      .toContain('SigninToken=SECRET');
    const record = JSON.parse(await readFile(join(folder, 'record.json'), 'utf8'));
    expect(record.led).toBe(LINK);
    expect(record.words[0]).toBe('--profile=Work');
    expect(JSON.stringify(record.words)).not.toContain('SECRET');
  },
);

test('a program that is missing or fails is named, without the link', async () => {
  await expect(open(['no-such-browser', '{url}'])).rejects.toMatchObject({
    code: 'COMMAND_FAILED',
    message: "the browser's program no-such-browser was not found",
  });
  const failing = [...(await browser('process.exit(3)')), '{url}'];
  await expect(open(failing)).rejects.toMatchObject({
    message: expect.stringMatching(/failed \(3\)$/),
  });
});

test('without a display nothing is tried, unless a command is set', async () => {
  await expect(open(undefined, { platform: 'linux' })).rejects.toMatchObject({
    code: 'COMMAND_FAILED',
    message: expect.stringContaining('no display'),
    hint: expect.stringContaining('--print'),
  });
});
