import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHAINED_ROLE, CHAINED_ROLE_ARN, freshCode, withBaseKey } from '../practice.ts';
import { expect, type Finished, test, textOf, type Valet } from '../valet.ts';

const READER = 'shop-dev-readonly';

function runConsole(valet: Valet, argv: readonly string[]): Promise<Finished> {
  return valet.run(['console', ...argv], {
    environment: { AWS_ENDPOINT_URL_SIGNIN: valet.sts.url },
  });
}

/** A browser that writes down its arguments and the page that it is led to. */
const BROWSER = `#!/usr/bin/env node
const { writeFileSync } = require('node:fs');
const words = process.argv.slice(2);
fetch(words.at(-1)).then(async (page) => {
  writeFileSync(process.argv[1] + '.json', JSON.stringify({ words, url: page.url, text: await page.text() }));
});
`;

async function makeBrowser(valet: Valet, name: string): Promise<string> {
  const path = join(valet.folder, name);
  await writeFile(path, BROWSER, { mode: 0o755 });
  return path;
}

interface Visit {
  readonly words: readonly string[];
  readonly url: string;
  readonly text: string;
}

async function visitOf(browser: string): Promise<Visit> {
  await expect.poll(() => textOf(`${browser}.json`)).not.toBe('');
  return JSON.parse(await textOf(`${browser}.json`));
}

async function setBrowsers(valet: Valet, settings: object): Promise<void> {
  await mkdir(valet.home, { recursive: true, mode: 0o700 });
  await writeFile(join(valet.home, 'settings.json'), JSON.stringify({ version: 1, ...settings }));
}

test('--print: a link on standard output alone, and the page names the role', async ({ valet }) => {
  await withBaseKey(valet);
  const code = await freshCode(valet);
  const printed = await runConsole(valet, [CHAINED_ROLE, '--print', '--mfa-code', code]);
  expect(printed.stderr).toBe('');
  expect(printed.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/federation\?Action=login&\S+\n$/);
  const page = await (await fetch(printed.stdout.trim())).text();
  expect(page).toContain(CHAINED_ROLE_ARN);
  expect(page).toContain('https://eu-west-1.console.aws.amazon.com/console/home?region=eu-west-1');

  const json = await runConsole(valet, [CHAINED_ROLE, '--print', '--json', '--service', 'ec2']);
  const value = JSON.parse(json.stdout);
  expect(Object.keys(value)).toEqual(['url']);
  expect(new URL(value.url).searchParams.get('Destination')).toContain('/ec2/home?');
});

test('the browser of the role, else of the account, is led to the page', async ({ valet }) => {
  await withBaseKey(valet, 'ci');
  const ofRole = await makeBrowser(valet, 'role-browser');
  const ofAccount = await makeBrowser(valet, 'account-browser');
  await setBrowsers(valet, {
    roles: { [READER]: { browser: [ofRole, '--profile-directory=Shop', '{url}'] } },
    accounts: { '222233334444': { browser: [ofAccount, '{url}'] } },
  });
  const opened = await runConsole(valet, [READER, '--path', '/s3/buckets', '--duration', '8h']);
  expect(opened.stderr).toBe('');
  expect(opened.stdout).toContain('Opened   https://eu-west-1.console.aws.amazon.com/s3/buckets\n');
  expect(opened.stdout).toContain(':assumed-role/readonly/');
  expect(opened.stdout).toMatch(/[78] h \d\d min left/);
  const visit = await visitOf(ofRole);
  expect(visit.words[0]).toBe('--profile-directory=Shop');
  expect(visit.text).toContain(':assumed-role/readonly/');
  expect(visit.text).toContain('all that the role has');

  await setBrowsers(valet, { accounts: { '222233334444': { browser: [ofAccount, '{url}'] } } });
  const readOnly = await runConsole(valet, [READER, '--read-only', '--logout', '--json']);
  expect(JSON.parse(readOnly.stdout)).toEqual({
    destination: 'https://eu-west-1.console.aws.amazon.com/console/home?region=eu-west-1',
    arn: expect.stringContaining(':assumed-role/readonly/'),
    expiration: expect.stringMatching(/^20/),
  });
  expect((await visitOf(ofAccount)).text).toContain('limited by session policies');
});

test('the link is in no argument, no output, no log and no file', async ({ valet }) => {
  await withBaseKey(valet, 'ci');
  const browser = await makeBrowser(valet, 'browser');
  await setBrowsers(valet, { roles: { [READER]: { browser: [browser, '{url}'] } } });
  const opened = await runConsole(valet, [READER]);
  expect(opened.code).toBe(0);
  const { url, words } = await visitOf(browser);
  const token = new URL(url).searchParams.get('SigninToken') ?? '';
  expect(token.length).toBeGreaterThan(100);
  expect(opened.stdout + opened.stderr + words.join(' ')).not.toContain(token);
  const entries = await readdir(valet.folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile() && one.name !== 'browser.json')) {
    const path = join(entry.parentPath, entry.name);
    expect((await readFile(path, 'latin1')).includes(token), path).toBe(false);
  }
});

test('what can’t be done says why, and what to do instead', async ({ valet }) => {
  await withBaseKey(valet, 'ci');
  const refusals: readonly (readonly [readonly string[], number, string, RegExp])[] = [
    [['ci'], 2, 'CONSOLE_NOT_POSSIBLE', /Pick a role/],
    [[READER, '--duration', '5m'], 2, 'CONSOLE_NOT_POSSIBLE', /15m to 12h/],
    [[READER, '--path', 'https://evil.example/'], 2, 'USAGE', /leads away/],
    [[READER, '--service', 'a/b'], 2, 'USAGE', /not the name/],
    // No display here, and nothing set.
    [[READER], 1, 'COMMAND_FAILED', /--print/],
  ];
  for (const [argv, code, name, text] of refusals) {
    const finished = await runConsole(valet, argv);
    expect(finished.stdout, argv.join(' ')).toBe('');
    expect(finished.stderr).toContain(`(${name})`);
    expect(finished.stderr).toMatch(text);
    expect(finished.code).toBe(code);
  }
  // Practice credentials are not for AWS.
  const astray = await valet.run(['console', READER, '--print'], {
    environment: { AWS_ENDPOINT_URL_SIGNIN: undefined },
  });
  expect(astray.stderr).toContain('(ENDPOINT_REFUSED)');
});
