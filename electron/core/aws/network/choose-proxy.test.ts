import { describe, expect, test } from 'vitest';
import { chooseProxy, type ProxySources } from './choose-proxy.ts';

const STS = { host: 'sts.eu-west-1.amazonaws.com', port: 443 };

function choose(sources: Partial<ProxySources>, target = STS) {
  return chooseProxy(target, {
    environment: {},
    settingsProxy: undefined,
    systemProxy: undefined,
    ...sources,
  });
}

describe('who names the proxy', () => {
  test('nobody: none', async () => {
    expect(await choose({})).toBeUndefined();
    expect(await choose({ environment: { HTTPS_PROXY: '', https_proxy: ' ' } })).toBeUndefined();
  });

  test('the variables, lower case first, then the settings, then the system', async () => {
    const sources: ProxySources = {
      environment: { https_proxy: 'http://one:1', HTTPS_PROXY: 'http://two:2' },
      settingsProxy: 'http://three:3',
      systemProxy: async () => 'PROXY four:4',
    };
    expect(await choose(sources)).toMatchObject({ name: 'one:1', from: 'https_proxy' });
    const upper = { HTTPS_PROXY: 'http://two:2' };
    expect(await choose({ ...sources, environment: upper })).toMatchObject({ name: 'two:2' });
    expect(await choose({ ...sources, environment: {} })).toMatchObject({ name: 'three:3' });
    const system = { systemProxy: sources.systemProxy };
    expect(await choose(system)).toMatchObject({ name: 'four:4', from: 'the system' });
  });

  test('ALL_PROXY and HTTP_PROXY are not read, as in AWS tools', async () => {
    const environment = { ALL_PROXY: 'http://one:1', HTTP_PROXY: 'http://two:2' };
    expect(await choose({ environment })).toBeUndefined();
  });

  test('NO_PROXY holds for each of them', async () => {
    const environment = { NO_PROXY: 'amazonaws.com', HTTPS_PROXY: 'http://one:1' };
    expect(await choose({ environment })).toBeUndefined();
    const systemProxy = async () => 'PROXY four:4';
    expect(await choose({ environment: { no_proxy: '*' }, systemProxy })).toBeUndefined();
  });

  test.each(['localhost', 'sts.localhost', '127.0.0.1', '127.9.9.9', '::1', '[::1]'])(
    'this machine (%s) is never reached through one',
    async (host) => {
      const environment = { HTTPS_PROXY: 'http://one:1' };
      expect(await choose({ environment }, { host, port: 443 })).toBeUndefined();
    },
  );

  test('the system is asked about the very URL', async () => {
    const asked: string[] = [];
    const systemProxy = async (url: string) => {
      asked.push(url);
      return 'DIRECT';
    };
    await choose({ systemProxy });
    await choose({ systemProxy }, { host: 'fd00::1', port: 8443 });
    expect(asked).toEqual(['https://sts.eu-west-1.amazonaws.com/', 'https://[fd00::1]:8443/']);
  });
});

describe('a proxy in words', () => {
  test.each([
    ['http://proxy.corp:8080', { host: 'proxy.corp', port: 8080, isSecure: false }],
    ['https://proxy.corp', { host: 'proxy.corp', port: 443, isSecure: true }],
    ['proxy.corp:8080', { host: 'proxy.corp', port: 8080, isSecure: false }],
    ['HTTP://proxy.corp/', { host: 'proxy.corp', port: 80, isSecure: false }],
    ['http://[fd00::1]:3128', { host: 'fd00::1', port: 3128, name: '[fd00::1]:3128' }],
    [
      'http://me:p%40ss%3Aw%C3%B6rd@proxy.corp:8080',
      { name: 'proxy.corp:8080', authorization: `Basic ${btoaUtf8('me:p@ss:wörd')}` },
    ],
    ['me:hunter2@proxy.corp:8080', { authorization: `Basic ${btoaUtf8('me:hunter2')}` }],
  ])('%s', async (text, proxy) => {
    expect(await choose({ environment: { HTTPS_PROXY: text } })).toMatchObject(proxy);
  });

  test.each([
    ['socks5h://me:hunter2@proxy.corp:1080', /proxy of the kind socks5h, which is not supported/],
    ['http://me:hunter2@', /not the address of a proxy/],
    ['http://me:hunter2@proxy.corp:99999', /not the address of a proxy/],
    ['http://me:hunter2%@proxy.corp:8080', /has a % that stands for nothing/],
  ])('%s is refused, without the password', async (text, message) => {
    const call = choose({ environment: { HTTPS_PROXY: text } });
    await expect(call).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await expect(call).rejects.toThrow(message);
    await expect(call).rejects.not.toThrow('hunter2');
  });
});

describe('the system’s answer', () => {
  test.each([
    ['', undefined],
    ['DIRECT', undefined],
    ['PROXY proxy.corp:8080; DIRECT', { name: 'proxy.corp:8080', isSecure: false }],
    ['proxy proxy.corp', { port: 80 }],
    ['HTTPS proxy.corp:8443', { name: 'proxy.corp:8443', isSecure: true }],
    ['SOCKS5 proxy.corp:1080; PROXY other.corp:80', { name: 'other.corp:80' }],
    ['SOCKS5 proxy.corp:1080; DIRECT', undefined],
    ['PROXY [fd00::1]:3128', { host: 'fd00::1', port: 3128 }],
  ])('%j', async (answer, proxy) => {
    const chosen = await choose({ systemProxy: async () => answer });
    if (proxy === undefined) expect(chosen).toBeUndefined();
    else expect(chosen).toMatchObject(proxy);
  });

  test('only SOCKS: said as it is', async () => {
    const call = choose({ systemProxy: async () => 'SOCKS5 proxy.corp:1080' });
    await expect(call).rejects.toThrow(/SOCKS5, which is not supported/);
  });
});

function btoaUtf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
