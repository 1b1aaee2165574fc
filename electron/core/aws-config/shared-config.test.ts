import { describe, expect, test } from 'vitest';
import { RoleValetError } from '../../contract/errors.ts';
import type { FileState } from '../ports.ts';
import { corpus, fileState } from './ini-texts.fixture.ts';
import { loadSharedConfig, readSharedConfig } from './shared-config.ts';
import type { NamedSection, SharedConfig } from './types.ts';

const read = (config: string | Uint8Array, credentials: string | Uint8Array = '') =>
  readSharedConfig(fileState('config', config), fileState('credentials', credentials));

/** All values of a section as a plain object, nested blocks inside. */
function values(section: NamedSection | undefined): unknown {
  if (section === undefined) return undefined;
  const plain = [...section.properties].map(([key, { value }]) => [key, value] as const);
  const nested = [...section.nested].map(
    ([key, block]) =>
      [key, Object.fromEntries([...block].map(([k, { value }]) => [k, value]))] as const,
  );
  return Object.fromEntries<unknown>([...plain, ...nested]);
}

const profiles = (config: SharedConfig): unknown =>
  Object.fromEntries([...config.profiles].map(([name, profile]) => [name, values(profile)]));

describe('profiles', () => {
  test('are merged from both files, the credentials file first, key by key', () => {
    const config = read(
      '[profile a]\nregion = r1\noutput = json\n[profile b]\n',
      '[c]\nk = v\n[a]\nregion = r2\n',
    );
    expect(profiles(config)).toEqual({ a: { region: 'r2', output: 'json' }, b: {}, c: { k: 'v' } });
    expect([...config.profiles.keys()]).toEqual(['a', 'b', 'c']);
    const a = config.profiles.get('a');
    expect(a?.configAt).toEqual({ file: 'config', path: config.configPath, line: 1 });
    expect(a?.credentialsAt).toEqual({
      file: 'credentials',
      path: config.credentialsPath,
      line: 3,
    });
    expect(a?.properties.get('region')?.at).toEqual({
      file: 'credentials',
      path: config.credentialsPath,
      line: 4,
    });
    expect(a?.properties.get('output')?.at.line).toBe(3);
    expect(config.profiles.get('b')?.credentialsAt).toBeUndefined();
    expect(config.profiles.get('c')?.configAt).toBeUndefined();
  });

  test('that stand twice are one, and the last line of a key counts', () => {
    const config = read('[profile a]\nk = 1\nl = 1\n[profile "a"]\nK = 2\nk = 3\n');
    expect(profiles(config)).toEqual({ a: { k: '3', l: '1' } });
    expect(config.profiles.get('a')?.properties.get('k')?.at.line).toBe(6);
  });

  test.each([
    '[default]\nk = 1\n[profile default]\nl = 2\n',
    '[profile default]\nl = 2\n[default]\nk = 1\n',
  ])('[profile default] overrules [default]: %j', (text) =>
    expect(profiles(read(text, '[default]\nm = 3\n'))).toEqual({ default: { l: '2', m: '3' } }),
  );

  test('have nested blocks apart, and a block and a value replace each other', () => {
    const config = read(
      '[profile a]\ns3 =\n  Style = path\n  style = auto\nk =\nec2 = x\nec2 =\n  y = z\n',
      '[a]\nk =\n  m = n\n',
    );
    const a = config.profiles.get('a');
    expect([...(a?.properties.keys() ?? [])]).toEqual([]);
    expect(values(a)).toEqual({ s3: { style: 'auto' }, ec2: { y: 'z' }, k: { m: 'n' } });
    expect(a?.nested.get('k')?.get('m')?.at).toMatchObject({ file: 'credentials', line: 3 });
  });

  test('are not what lacks the prefix, has two words, or has it in the credentials file', () => {
    const config = read(
      '[a]\n[profile b c]\n[profilex]\n[sso-session s]\nsso_region = r\n[services v]\nsts =\n  endpoint_url = u\n',
      '[profile d]\n[sso-session e]\n[f g]\n',
    );
    expect([...config.profiles.keys()]).toEqual(['f g']);
    expect(values(config.ssoSessions.get('s'))).toEqual({ sso_region: 'r' });
    expect(values(config.services.get('v'))).toEqual({ sts: { endpoint_url: 'u' } });
  });

  test('may be called like members of every object', () => {
    const config = read('[profile __proto__]\nconstructor = x\n[profile toString]\n');
    expect([...config.profiles.keys()]).toEqual(['__proto__', 'toString']);
    expect(config.profiles.get('__proto__')?.properties.get('constructor')?.value).toBe('x');
  });

  test.each([
    ['UTF-8 with a mark', Buffer.from('\ufeff[default]\r\nk = gr\u00fcn\r\n')],
    ['UTF-16', Buffer.from('\ufeff[default]\r\nk = gr\u00fcn\r\n', 'utf16le')],
    ['Latin-1', Buffer.from('[default]\nk = gr\u00fcn\n', 'latin1')],
  ])('are read from %s', (_, bytes) => {
    expect(profiles(read(bytes))).toEqual({ default: { k: 'gr\u00fcn' } });
  });

  test('beside a fault stay usable', () => {
    const config = read(
      'stray\n[profile a]\nword\nk = 1\n[profile b\nk = 2\n[profile c]\n= x\nk: 3\nl = 4\n',
    );
    expect(profiles(config)).toEqual({ a: { k: '1' }, c: { l: '4' } });
  });

  test('of the whole corpus can be read, with findings that name a line', () => {
    let count = 0;
    for (const { name, file, bytes } of corpus()) {
      const [own, other] = file === 'config' ? [bytes, ''] : ['', bytes];
      const config = read(own, other);
      count += config.profiles.size;
      for (const profile of config.profiles.values()) {
        for (const { value } of profile.properties.values()) expect(value).toBe(value.trim());
      }
      for (const finding of config.findings) {
        expect(finding.at?.line, `${name} ${finding.code}`).toBeGreaterThan(0);
        expect(finding.message.length * finding.hint.length).toBeGreaterThan(0);
      }
    }
    expect(count).toBeGreaterThan(300);
  });
});

describe('findings', () => {
  const findings = (config: string | Uint8Array, credentials: string | Uint8Array = '') =>
    read(config, credentials).findings.map(
      ({ code, severity, at }) => `${code} ${severity} ${at?.file} ${at?.line}`,
    );

  test.each<[string | Uint8Array, string | Uint8Array, string[]]>([
    ['[default]\nregion = eu-west-1\n\n[plugins]\nx = y\n', '[a]\nk = v\n', []],
    ['\ufeff[default]\n', '', ['ENCODING_BOM error config 1']],
    ['', Buffer.from('\ufeff[default]\n', 'utf16le'), ['ENCODING_UTF16 error credentials 1']],
    [Buffer.from('# \u00fc\n', 'latin1'), '', ['ENCODING_INVALID error config 1']],
    ['[profile a]\n[profile a]\n', '', ['DUPLICATE_SECTION error config 2']],
    [
      '[profile a]\nk = 1\nK = 2\n',
      '',
      ['DUPLICATE_KEY error config 3', 'NAME_UNREADABLE_BY_SDK warning config 3'],
    ],
    [
      '[a]\n',
      '[profile a]\n',
      ['SECTION_IGNORED warning config 1', 'SECTION_IGNORED warning credentials 1'],
    ],
    [
      '[DEFAULT]\n',
      '[DEFAULT]\n',
      ['SECTION_IGNORED warning config 1', 'SECTION_IGNORED warning credentials 1'],
    ],
    ['[profile a b]\n', '', ['NAME_UNQUOTED_SPACE warning config 1']],
    [
      '[profile "a b"]\n',
      '[a b]\n',
      ['NAME_UNREADABLE_BY_SDK warning config 1', 'NAME_UNREADABLE_BY_SDK warning credentials 1'],
    ],
    [
      '[profile  a]\n',
      '[ b]\n',
      ['NAME_UNREADABLE_BY_SDK warning config 1', 'NAME_UNREADABLE_BY_SDK warning credentials 1'],
    ],
    ['[profile default]\n[default]\n', '', ['DEFAULT_TWICE warning config 2']],
    ['[default]\nk = v # c\n', '', ['VALUE_INLINE_COMMENT warning config 2']],
    [
      'x\n[profile a\n[default]\nk: v\nl m = v\nw\ns3 =\n  x\n',
      '',
      [
        'SYNTAX error config 1',
        'SYNTAX error config 2',
        'SYNTAX warning config 4',
        'SYNTAX warning config 5',
        'SYNTAX error config 6',
        'SYNTAX error config 8',
      ],
    ],
    ['[default]\nk = v\n  l = w\n', '', ['SYNTAX warning config 3']],
  ])('of %j and %j', (config, credentials, expected) => {
    expect(findings(config, credentials)).toEqual(expected);
  });

  test('name the profile, and never a value', () => {
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    const text = `[a]\n${secret}\nx: ${secret}\nk = ${secret} # ${secret}\nk = ${secret}\n y = ${secret}\n= ${secret}\n`;
    const { findings: found } = read('', text);
    expect(found).toHaveLength(6);
    expect(found.filter(({ profile }) => profile === 'a')).toHaveLength(2);
    expect(JSON.stringify(found)).not.toContain(secret);
  });
});

describe('loading', () => {
  const paths = { configPath: '/c', credentialsPath: '/s' };
  const missing = (path: string): FileState => ({
    path,
    realPath: path,
    exists: false,
    bytes: new Uint8Array(),
  });

  test('two missing files is no profile and no finding', async () => {
    const config = await loadSharedConfig({ read: async (path) => missing(path) }, paths);
    expect(config).toMatchObject(paths);
    expect(config.profiles.size).toBe(0);
    expect(config.findings).toEqual([]);
  });

  test('an unreadable file is a finding, and the other one is read', async () => {
    const config = await loadSharedConfig(
      {
        read: async (path) => {
          if (path === '/c')
            throw new RoleValetError('FILE_UNREADABLE', '/c is a folder', 'Name a file');
          return { ...fileState('credentials', '[a]\nk = v\n'), path };
        },
      },
      paths,
    );
    expect(profiles(config)).toEqual({ a: { k: 'v' } });
    expect(config.findings).toMatchObject([
      {
        code: 'FILE_UNREADABLE',
        severity: 'error',
        message: '/c is a folder',
        hint: 'Name a file',
      },
    ]);
  });

  test('any other failure is no finding', async () => {
    const failing = { read: () => Promise.reject(new TypeError('bug')) };
    await expect(loadSharedConfig(failing, paths)).rejects.toThrow('bug');
  });
});
