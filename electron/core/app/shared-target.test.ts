import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { resolveChain } from '../chain/resolve-chain.ts';
import { loadContext } from './load-context.ts';
import { obtainSession } from './obtain-session.ts';
import { prepareSharedTarget, SHARED_MARKER } from './shared-target.ts';
import { type PracticeApp, practiceApp } from './testing/practice-app.ts';
import { planWrite, writeRole } from './write-role.ts';

const AWS = existsSync('/usr/bin/aws') ? '/usr/bin/aws' : 'aws';
const READER = 'shop-dev-readonly';
const DEPLOYER = 'shop-dev-deployer';
const SECTION = `${SHARED_MARKER}\n[profile current]\n`;

let practice: PracticeApp;
beforeEach(async () => {
  practice = await practiceApp();
});
afterEach(async () => {
  await practice.close();
});

const configText = () => readFile(practice.app.configPath, 'utf8');

/** Prepares the target `current` in a config file of this text, and gives the new text. */
async function prepared(text: string, region?: string, name = 'current') {
  const { app } = practice;
  await writeFile(app.configPath, text);
  const result = await prepareSharedTarget(app, await loadContext(app), name, region);
  return { ...result, text: await configText() };
}

describe('the section in config', () => {
  test.each([
    ['is made, with a marker', '', 'eu-west-1', `${SECTION}region = eu-west-1\n`],
    [
      'comes last, behind a blank line',
      '[profile a]\r\nregion = x\r\n',
      'eu-west-1',
      `[profile a]\r\nregion = x\r\n\r\n${SECTION}region = eu-west-1\n`.replaceAll(
        /\r?\n/g,
        '\r\n',
      ),
    ],
    ['is made without a region for a role without one', '', undefined, SECTION],
    [
      'follows the role',
      `${SECTION}region=eu-west-1\noutput = json\n\n[profile a]\n`,
      'us-east-2',
      `${SECTION}region=us-east-2\noutput = json\n\n[profile a]\n`,
    ],
    [
      'gets a region back',
      `${SECTION}\n[profile a]\n`,
      'eu-west-1',
      `${SECTION}region = eu-west-1\n\n[profile a]\n`,
    ],
    [
      'keeps no region of the last role',
      `${SECTION}region = eu-west-1\noutput = json\n`,
      undefined,
      `${SECTION}output = json\n`,
    ],
  ])('%s', async (_, before, region, after) => {
    const { text, changedConfig, context, notices } = await prepared(before, region);
    expect(text).toBe(after);
    expect(changedConfig).toBe(practice.app.configPath);
    expect(context.config.profiles.get('current')?.properties.get('region')?.value).toBe(region);
    expect(notices).toEqual([]);
    // Once more changes nothing and locks nothing.
    const app = {
      ...practice.app,
      locks: {
        ...practice.app.locks,
        withFileLock: () => Promise.reject(new Error('locked for nothing')),
      },
    };
    const again = await prepareSharedTarget(app, context, 'current', region);
    expect(again).toEqual({ context, notices: [] });
  });

  test('one that the user made is left alone; its region is told where it overrules', async () => {
    const users = '[profile current]\nregion = ap-south-1\n';
    expect(await prepared(users, 'eu-west-1')).toMatchObject({
      text: users,
      notices: [expect.stringMatching(/region of its own: AWS tools use ap-south-1/)],
    });
    expect((await prepared(users, 'ap-south-1')).notices).toEqual([]);
    expect((await prepared(users)).notices).toEqual([]);
    const bare = '# Mine.\n[profile current]\noutput = json\n';
    expect(await prepared(bare, 'eu-west-1')).toMatchObject({ text: bare, notices: [] });
  });

  test.each([
    ['a role', `${SECTION}role_arn = arn:aws:iam::111122223333:role/x\nsource_profile = ci\n`],
    ['SSO', '[profile current]\nsso_session = corp\n'],
    ['a process', '[profile current]\ncredential_process = /bin/true\n'],
    [
      'a source',
      '[profile x]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = current\n',
    ],
  ])('one that is %s is refused, pointing at the setting', async (_, text) => {
    await expect(prepared(text, 'eu-west-1')).rejects.toMatchObject({
      code: 'TARGET_REFUSED',
      hint: expect.stringContaining('settings'),
    });
    expect(await configText()).toBe(text);
  });

  test('the name of a base key, and one that some tool cannot read, are refused', async () => {
    await expect(prepared('', 'eu-west-1', 'ci')).rejects.toMatchObject({ code: 'TARGET_REFUSED' });
    await expect(prepared('', 'eu-west-1', 'a b')).rejects.toMatchObject({
      code: 'TARGET_REFUSED',
    });
    expect(await configText()).toBe('');
  });
});

describe('a terminal that keeps AWS_PROFILE=current', () => {
  async function switchTo(role: string): Promise<void> {
    const { app } = practice;
    const obtained = await obtainSession(app, await loadContext(app), role, {
      mfaCode: practice.code(),
    });
    const { context } = await prepareSharedTarget(
      app,
      await loadContext(app),
      'current',
      obtained.chain.outputRegion,
    );
    await writeRole(
      app,
      context,
      obtained,
      planWrite(context, resolveChain(context, role), 'current'),
    );
  }

  /** The real AWS CLI in that terminal. */
  async function aws(...args: string[]): Promise<string> {
    const { configPath, credentialsPath } = practice.app;
    const { stdout } = await promisify(execFile)(AWS, args, {
      env: {
        PATH: process.env.PATH,
        AWS_PROFILE: 'current',
        AWS_CONFIG_FILE: configPath,
        AWS_SHARED_CREDENTIALS_FILE: credentialsPath,
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    });
    return stdout.trim();
  }
  const whoAmI = () =>
    aws(
      'sts',
      'get-caller-identity',
      '--query',
      'Arn',
      '--output',
      'text',
      '--endpoint-url',
      practice.sts.url,
    );

  test('follows each switch, its region too', async () => {
    const { app } = practice;
    const [head, tail] = (await configText()).split(`[profile ${READER}]`);
    const moved = tail?.replace('region = eu-west-1', 'region = us-west-2') ?? '';
    await writeFile(app.configPath, `${head}[profile ${READER}]${moved}`);

    await switchTo(DEPLOYER);
    expect(await whoAmI()).toMatch(/:assumed-role\/deployer\//);
    expect(await aws('configure', 'get', 'region')).toBe('eu-west-1');
    await switchTo(READER);
    expect(await whoAmI()).toMatch(/:assumed-role\/readonly\//);
    expect(await aws('configure', 'get', 'region')).toBe('us-west-2');
    // Nothing in the credentials file stands in the way of the line in config.
    expect(await readFile(app.credentialsPath, 'utf8')).not.toContain('region');
    await switchTo(DEPLOYER);
    expect(await aws('configure', 'get', 'region')).toBe('eu-west-1');
  });

  test('gets the role’s region where the user’s own section has none', async () => {
    await writeFile(
      practice.app.configPath,
      `${await configText()}\n[profile current]\noutput = json\n`,
    );
    await switchTo(READER);
    expect(await aws('configure', 'get', 'region')).toBe('eu-west-1');
    expect(await whoAmI()).toMatch(/:assumed-role\/readonly\//);
  });
});
