import { execFileSync } from 'node:child_process';
import {
  chmod,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRoleValetError } from '../../../contract/errors.ts';
import { smallDiskOrSkip } from '../../../node/mounts.fixture.ts';
import { entryNames, openEntry } from '../../journal/journal-store.ts';
import type { CredentialsFileContext } from './context.ts';
import { configOf, realContext, session } from './credentials-file.fixture.ts';
import { ownedTargets } from './ownership.ts';
import { MARKER } from './section-edit.ts';
import { targetStates } from './target-states.ts';
import { type WriteTargetRequest, writeTarget } from './write-target.ts';

let folder: string;
let path: string;
let context: CredentialsFileContext;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-write-'));
  path = join(folder, 'credentials');
  context = realContext(join(folder, 'home'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function write(changes: Partial<WriteTargetRequest> = {}) {
  const usual = { config: configOf(), credentialsPath: path, target: 'x', role: 'prod' };
  return writeTarget(context, {
    ...usual,
    credentials: session('one'),
    region: 'eu-west-1',
    ...changes,
  });
}

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (isRoleValetError(error)) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'no failure';
}

const NONE = { fileName: 'none.sealed' };
const read = () => readFile(path, 'utf8');
const FOREIGN =
  '[x]\naws_access_key_id = ASIAIOSFODNN7FOREIGN\naws_secret_access_key = s\naws_session_token = t\nexpiration = 2020\nregion = us-east-1\n';
const USER_KEY =
  'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n';

describe('a first write', () => {
  test('creates folder and file with the trio, its expiry and the region', async () => {
    path = join(folder, '.aws', 'credentials');
    const credentials = session('one');
    const result = await write({ credentials });
    expect(await read()).toBe(
      [
        MARKER,
        '[x]',
        `aws_access_key_id = ${credentials.accessKeyId}`,
        `aws_secret_access_key = ${credentials.secretAccessKey}`,
        `aws_session_token = ${credentials.sessionToken}`,
        `x_security_token_expires = ${new Date(credentials.expiration).toISOString().replace('.000', '')}`,
        'region = eu-west-1',
        '',
      ].join('\n'),
    );
    expect(result).toMatchObject({
      target: 'x',
      credentialsPath: path,
      created: true,
      notices: [],
    });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, '.aws'))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(folder, '.aws'))).toEqual(['credentials']);
    expect(await targetStates(context)).toMatchObject([
      { target: 'x', role: 'prod', state: 'ours' },
    ]);
  });

  test('the record and the result, shown in any way, hold no secret', async () => {
    const credentials = session('one');
    const result = await write({ credentials });
    const { inspect } = await import('node:util');
    const record = await readFile(join(folder, 'home', 'targets.json'), 'utf8');
    for (const text of [
      JSON.stringify(result),
      inspect(result, { depth: 9, showHidden: true }),
      record,
    ]) {
      expect(text).not.toContain(credentials.secretAccessKey);
      expect(text).not.toContain(credentials.sessionToken.slice(0, 20));
    }
  });

  test('tightens the mode and says so; keeps what it replaces in the encrypted journal', async () => {
    const old = `[a]\n${USER_KEY}\n${FOREIGN}`;
    await writeFile(path, old);
    await chmod(path, 0o644);
    const { notices } = await write();
    expect(notices).toContain(`Other users could read ${path} (mode 0644); now you alone can`);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const names = await entryNames(context);
    const [name = NONE, second] = names;
    expect(second).toBeUndefined();
    const entry = await openEntry(context, name);
    expect(entry?.reason).toBe('Wrote a session of prod to [x]');
    expect(Buffer.from(entry?.files[0]?.before ?? []).toString()).toBe(old);
    const sealed = await readFile(join(folder, 'home', 'journal', name.fileName), 'latin1');
    expect(sealed).not.toContain('AKIA');
    await write({ credentials: session('two'), isRenewal: true });
    expect(await entryNames(context)).toEqual(names);
  });

  test('without a keychain: one copy for the user alone, and a notice', async () => {
    context = { ...context, sealer: undefined };
    await writeFile(path, FOREIGN, { mode: 0o600 });
    const { notices } = await write();
    expect(notices).toContainEqual(expect.stringContaining(`${path}.role-valet-backup`));
    expect(await readFile(`${path}.role-valet-backup`, 'utf8')).toBe(FOREIGN);
    expect((await stat(`${path}.role-valet-backup`)).mode & 0o777).toBe(0o600);
    expect((await write({ credentials: session('two') })).notices).toEqual([]);
  });
});

describe('region', () => {
  const configFile = '[profile x]\nregion = ap-south-1\n';

  test('config that gives the target one wins, now and later', async () => {
    const config = configOf({ x: { region: 'ap-south-1' } });
    await write({ config });
    expect(await read()).not.toContain('region');
    await rm(path);
    await write();
    expect(await read()).toContain('region = eu-west-1');
    // By now our own line hides the one that the user added to config.
    const configPath = join(folder, 'config');
    await writeFile(configPath, configFile);
    const at = { file: 'config', path: configPath, line: 1 } as const;
    const merged = configOf({ x: { region: 'eu-west-1' } }, 'credentials');
    const profile = merged.profiles.get('x');
    if (profile === undefined) throw new Error('no profile');
    const profiles = new Map([['x', { ...profile, configAt: at }]]);
    await write({ config: { ...merged, configPath, profiles }, isRenewal: true });
    expect(await read()).not.toContain('region');
  });

  test("the user's own line stays; a session's without region takes ours away", async () => {
    await writeFile(path, '[x]\nregion = us-west-2\n');
    await write();
    expect(await read()).toContain('region = us-west-2');
    await write({ target: 'y' });
    await write({ target: 'y', credentials: session('two'), region: undefined });
    expect(await read()).not.toContain('eu-west-1');
  });
});

describe('what is never overwritten', () => {
  test.each([
    ["a user's key", `[x]\n${USER_KEY}`],
    [
      'a key without a token',
      '[x]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\n',
    ],
    ['a secret alone', '[x]\naws_secret_access_key = s\n'],
  ])('%s, even if the config at hand does not know of it', async (_, content) => {
    await writeFile(path, content);
    for (const isRenewal of [false, true]) {
      const refused = await failure(write({ isRenewal }));
      expect(refused).toMatch(
        isRenewal ? /^TARGET_TAKEN_OVER/ : /^LONG_TERM_KEY_IN_TARGET .*line 1/,
      );
    }
    expect(await read()).toBe(content);
    expect(await ownedTargets(context)).toEqual([]);
  });

  test('a section that stands twice is refused with its lines', async () => {
    await writeFile(path, '[x]\n[y]\n[x]\n');
    expect(await failure(write())).toMatch(/^EDIT_REFUSED .*twice, in lines 1 and 3/);
  });

  test.each([
    ['[x]\nk = v\n  [y]\n', 3],
    ['[a]\nk = v\n [x]\n', 3],
  ])('an indented header that tools read differently: %j', async (content, line) => {
    await writeFile(path, content);
    expect(await failure(write())).toMatch(
      new RegExp(`^EDIT_REFUSED .*line ${line}: AWS tools disagree`),
    );
    expect(await read()).toBe(content);
  });

  test('default as a source wants to be confirmed', async () => {
    const config = configOf({
      prod: { role_arn: 'arn:aws:iam::111122223333:role/r', source_profile: 'default' },
    });
    expect(await failure(write({ config, target: 'default' }))).toMatch(
      /^CONFIRMATION_REQUIRED .*prod/,
    );
    await write({ config, target: 'default', confirmedDefaultSource: true });
    await write({ config, target: 'default', isRenewal: true, credentials: session('two') });
  });

  test('a value that the file cannot carry is refused without showing it', async () => {
    const credentials = { ...session('one'), sessionToken: 'two\nlines' };
    const refused = await failure(write({ credentials }));
    expect(refused).toMatch(/^VALUE_UNREPRESENTABLE .*aws_session_token/);
    expect(refused).not.toContain('lines');
  });
});

describe('another program at the same moment', () => {
  /** Files where `meddle` runs after each replacement of the credentials file has begun. */
  function meddling(meddle: (attempt: number) => Promise<void>): CredentialsFileContext {
    let attempt = 0;
    const { files } = context;
    return {
      ...context,
      files: {
        ...files,
        async replace(at, bytes, options) {
          if (at === path) await meddle(++attempt);
          await files.replace(at, bytes, options);
        },
      },
    };
  }

  test('its change is kept, and ours is made again on top of it', async () => {
    await writeFile(path, '[a]\nk = v\n', { mode: 0o600 });
    context = meddling(async (attempt) => {
      if (attempt <= 2) await writeFile(path, `[a]\nk = ${attempt}\n[b${attempt}]\n`);
    });
    await write();
    const text = await read();
    expect(text.startsWith('[a]\nk = 2\n[b2]\n')).toBe(true);
    expect(text).toContain(session('one').accessKeyId);
  });

  test('a user key that appears in the section at that moment stays', async () => {
    context = meddling(() => writeFile(path, `[x]\n${USER_KEY}`));
    expect(await failure(write())).toMatch(/^LONG_TERM_KEY_IN_TARGET/);
    expect(await read()).toBe(`[x]\n${USER_KEY}`);
    expect(await ownedTargets(context)).toEqual([]);
  });

  test('changes without end are a refusal that leaves the file to the other', async () => {
    context = meddling((attempt) => writeFile(path, `[a]\nk = ${attempt}\n`));
    expect(await failure(write())).toMatch(/^FILE_CHANGED/);
    expect(await read()).toBe('[a]\nk = 20\n');
    expect(await ownedTargets(context)).toEqual([]);
  });
});

describe('ownership', () => {
  test('an explicit write replaces a temporary trio of others, with a notice', async () => {
    await writeFile(path, FOREIGN, { mode: 0o600 });
    const { notices, created } = await write();
    expect(created).toBe(false);
    expect(notices).toEqual([
      expect.stringContaining('held temporary credentials of another program'),
    ]);
    const text = await read();
    expect(text).not.toMatch(/FOREIGN|expiration = 2020|us-east-1/);
    const [name = NONE] = await entryNames(context);
    const entry = await openEntry(context, name);
    expect(Buffer.from(entry?.files[0]?.before ?? []).toString()).toBe(FOREIGN);
  });

  test.each([
    ['changed', FOREIGN, 'taken-over'],
    ['removed', '[a]\nk = v\n', 'missing'],
  ])('a renewal of a section that others %s writes nothing', async (_, content, state) => {
    await write();
    await writeFile(path, content);
    expect(await failure(write({ isRenewal: true }))).toMatch(
      /^TARGET_TAKEN_OVER "x" was not renewed/,
    );
    expect(await read()).toBe(content);
    expect(await targetStates(context)).toMatchObject([{ state }]);
  });

  test('a new owner ends the claim of the old one', async () => {
    await write();
    const taken = await write({ role: 'test', credentials: session('two') });
    expect(taken.previousOwner).toBe('prod');
    expect(await failure(write({ isRenewal: true }))).toMatch(
      /^TARGET_TAKEN_OVER .*"test" owns it/,
    );
    expect(await ownedTargets(context)).toMatchObject([{ role: 'test' }]);
  });

  test('an expired session is told as such', async () => {
    await write({ credentials: session('one', -1_000) });
    expect(await targetStates(context)).toMatchObject([{ state: 'expired' }]);
  });

  test('a damaged record is set aside', async () => {
    await mkdir(join(folder, 'home'));
    await writeFile(join(folder, 'home', 'targets.json'), '{"targets": [{}]}');
    expect(await ownedTargets(context)).toEqual([]);
    await write();
    expect(await ownedTargets(context)).toHaveLength(1);
    expect(await readdir(join(folder, 'home'))).toContain('targets.json.damaged');
  });
});

describe('odd files', () => {
  test('links stay links, and the file behind them is written', async () => {
    await mkdir(join(folder, 'dotfiles'));
    await symlink('real', join(folder, 'dotfiles', 'middle'));
    await symlink('dotfiles/middle', path);
    const { credentialsPath } = await write();
    expect(credentialsPath).toBe(join(folder, 'dotfiles', 'real'));
    await write({ isRenewal: true, credentials: session('two') });
    expect(await readlink(path)).toBe('dotfiles/middle');
    expect((await lstat(join(folder, 'dotfiles', 'real'))).isFile()).toBe(true);
  });

  test('a byte order mark goes, with a notice; broken UTF-8 stays byte by byte', async () => {
    const old = Buffer.from([0xef, 0xbb, 0xbf, 0x23, 0xff, 0xc3, 0x0a, 0x5b, 0x61, 0x5d, 0x0a]);
    await writeFile(path, old, { mode: 0o600 });
    const { notices } = await write();
    expect(notices).toEqual([expect.stringContaining('byte order mark')]);
    const now = await readFile(path);
    expect(now.subarray(0, 8)).toEqual(old.subarray(3));
  });

  test.each(['utf16le', 'utf16be'])('%s is refused', async (encoding) => {
    const bytes = Buffer.from('\ufeff[a]\n', 'utf16le');
    await writeFile(path, encoding === 'utf16le' ? bytes : bytes.swap16());
    expect(await failure(write())).toMatch(/^EDIT_REFUSED .*UTF-16/);
  });

  test('hard links: written in place, after a copy was kept, with a notice', async () => {
    await writeFile(path, '[a]\nk = v\n', { mode: 0o600 });
    await link(path, join(folder, 'twin'));
    const { notices } = await write();
    expect(notices).toEqual([expect.stringMatching(/^Written in place: .*hard links/)]);
    expect(await readFile(join(folder, 'twin'), 'utf8')).toBe(await read());
    expect(await readdir(join(folder, 'home', 'journal'))).toHaveLength(1);
  });

  test('a read-only file is refused, and nothing is recorded', async () => {
    await writeFile(path, '[a]\n', { mode: 0o400 });
    expect(await failure(write())).toMatch(/^FILE_UNWRITABLE .*read-only/);
    expect(await ownedTargets(context)).toEqual([]);
  });

  test('a full disk leaves file and record as they were', async (test) => {
    const disk = join(folder, 'disk');
    await mkdir(disk);
    smallDiskOrSkip(test, disk, 64);
    try {
      path = join(disk, 'credentials');
      const content = `# ${'x'.repeat(40_000)}\n`;
      await writeFile(path, content);
      expect(await failure(write())).toMatch(/^DISK_FULL/);
      expect(await read()).toBe(content);
      expect(await readdir(disk)).toEqual(['credentials']);
      expect(await ownedTargets(context)).toEqual([]);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

test.each(['journal', 'record'])(
  'a %s that fails early is heard, once, and costs nothing',
  async (what) => {
    // A large file: its copy is on the way for long after the failure.
    const other = `[other]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\n# ${'x'.repeat(8_000_000)}\n`;
    await writeFile(path, `[x]\naws_session_token = of others\n${other}`, { mode: 0o600 });
    const before = await readFile(path, 'utf8');
    if (what === 'journal') {
      const sealer = {
        seal: async () => Promise.reject(new Error('no seal')),
        open: async () => undefined,
      };
      context = { ...context, sealer };
    } else {
      const failing = async () => Promise.reject(new Error('no lock'));
      context = { ...context, locks: { ...context.locks, withLock: failing } };
    }
    const unheard: unknown[] = [];
    const hear = (reason: unknown) => unheard.push(reason);
    process.on('unhandledRejection', hear);
    try {
      await expect(write()).rejects.toThrow(/no (seal|lock)/);
      await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      process.off('unhandledRejection', hear);
    }
    expect(unheard).toEqual([]);
    expect(await readFile(path, 'utf8')).toBe(before);
  },
);
