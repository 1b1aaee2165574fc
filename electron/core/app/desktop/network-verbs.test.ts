import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  type PrivateAuthority,
  privateAuthority,
} from '../../aws/network/testing/private-authority.ts';
import { networkView } from './network-verbs.ts';
import { valueFrom } from './testing/answer-value.ts';
import { type PracticeDesktop, practiceDesktop } from './testing/practice-desktop.ts';

let authority: PrivateAuthority;
beforeAll(async () => {
  authority = await privateAuthority();
});
afterAll(() => authority.remove());

let valet: PracticeDesktop;
afterEach(() => valet.close());

const stored = async (): Promise<unknown> => {
  const { homePath } = valet.desktop.world.app;
  return JSON.parse(await readFile(join(homePath, 'settings.json'), 'utf8')).network;
};

test('each half is saved alone, shown, and taken away by an empty text', async () => {
  valet = await practiceDesktop();
  const { verbs, desktop } = valet;
  expect(desktop.snapshot.network).toEqual({ proxy: '', caBundle: '' });

  const proxy = 'http://proxy.example.com:8080';
  const first = await valueFrom('saveNetwork', verbs.saveNetwork({ proxy }));
  expect(first.notices).toEqual([]);
  const caBundle = authority.rootPath;
  const second = await valueFrom('saveNetwork', verbs.saveNetwork({ caBundle }));
  expect(second.notices).toEqual(['One root certificate is trusted besides the usual ones']);
  expect(desktop.snapshot.network).toEqual({ proxy, caBundle });
  expect(await stored()).toEqual({ proxy, caBundle });

  await valueFrom('saveNetwork', verbs.saveNetwork({ proxy: '' }));
  expect(await stored()).toEqual({ caBundle });
  await valueFrom('saveNetwork', verbs.saveNetwork({ caBundle: '' }));
  expect(await stored()).toBeUndefined();
  expect(desktop.snapshot.network).toEqual({ proxy: '', caBundle: '' });
});

test('what no call could use is refused by its name, and nothing is changed', async () => {
  valet = await practiceDesktop();
  const kept = { proxy: 'http://proxy.example.com:8080' };
  await valueFrom('saveNetwork', valet.verbs.saveNetwork(kept));
  const empty = join(authority.folder, 'empty.pem');
  await writeFile(empty, 'no certificate\n');
  for (const [change, code, message] of [
    [{ proxy: 'proxy:8080' }, 'USAGE', /^the proxy must be the address of a proxy/],
    [{ proxy: 'http://ana:hunter2@proxy:8080' }, 'USAGE', /no user name or password/],
    [{ proxy: 'socks5://proxy:1080' }, 'USAGE', /^the proxy must be/],
    [{ caBundle: 'company.pem' }, 'USAGE', /root certificates must be the whole path/],
    [{ caBundle: '/none/company.pem' }, 'FILE_UNREADABLE', /\/none\/company\.pem, which does not/],
    [{ caBundle: empty }, 'CONFIG_INVALID', /holds no certificate/],
  ] as const) {
    const answer = await valet.verbs.saveNetwork(change);
    expect(answer).toMatchObject({
      ok: false,
      error: { code, message: expect.stringMatching(message) },
    });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  }
  expect(await stored()).toEqual(kept);
});

test('a role that failed on the old way is no longer shown as failed', async () => {
  valet = await practiceDesktop();
  const { verbs, practice } = valet;
  practice.sts.faults.order('unavailable', 10);
  await verbs.switchRole('shop-dev-readonly', false);
  expect(valet.role('shop-dev-readonly')?.state).toBe('failed');
  await valueFrom('saveNetwork', verbs.saveNetwork({ proxy: 'http://proxy.example.com:8080' }));
  expect(valet.role('shop-dev-readonly')?.state).toBe('idle');
});

test('variables of the app itself are named, as they come first', () => {
  const view = (environment: Record<string, string>) =>
    networkView({ network: { proxy: 'http://mine:1' } } as never, environment);
  expect(view({})).toEqual({ proxy: 'http://mine:1', caBundle: '' });
  expect(view({ HTTPS_PROXY: 'http://env:1', AWS_CA_BUNDLE: '/a.pem' })).toEqual({
    proxy: 'http://mine:1',
    caBundle: '',
    proxyVariable: 'HTTPS_PROXY',
    caBundleVariable: 'AWS_CA_BUNDLE',
  });
  // As a connection reads them: lower case first, blank ones not at all.
  expect(view({ https_proxy: 'http://one:1', HTTPS_PROXY: 'http://two:1' })).toMatchObject({
    proxyVariable: 'https_proxy',
  });
  expect(view({ https_proxy: ' ', HTTPS_PROXY: '' })).not.toHaveProperty('proxyVariable');
});
