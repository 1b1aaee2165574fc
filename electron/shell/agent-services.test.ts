import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import type { ObtainRequest } from '../agent/services.ts';
import {
  type PracticeDesktop,
  practiceDesktop,
} from '../core/app/desktop/testing/practice-desktop.ts';
import { agentServices } from './agent-services.ts';

let valet: PracticeDesktop;
afterEach(() => valet.close());

function request(profile: string, changes: Partial<ObtainRequest> = {}): ObtainRequest {
  const { signal } = new AbortController();
  return { profile, origin: 'program', waitMs: 2_000, signal, ...changes };
}

async function servicesWithCount() {
  let keychainReads = 0;
  valet = await practiceDesktop({
    wire: (_, app) => ({
      ...app,
      keys: {
        ...app.keys,
        get: (profile) => {
          keychainReads += 1;
          return app.keys.get(profile);
        },
      },
    }),
  });
  const services = agentServices(valet.desktop, { version: '1.0.0', platform: 'linux' });
  return { services, keychainReads: () => keychainReads };
}

test('a tool that calls again gets the same session, and the keychain is asked once', async () => {
  const { services, keychainReads } = await servicesWithCount();
  const first = await services.obtain(request('shop-dev-readonly'));
  const reads = keychainReads();
  const again = await services.obtain(request('shop-dev-readonly'));
  expect(again.session.credentials).toEqual(first.session.credentials);
  expect(again.reused).toBe(true);
  expect(keychainReads()).toBe(reads);
  await valet.until(() => valet.role('shop-dev-readonly')?.state === 'active');
});

test('a wish for another length is looked at anew', async () => {
  const { services } = await servicesWithCount();
  await services.obtain(request('shop-dev-readonly'));
  const longer = await services.obtain(request('shop-dev-readonly', { requestedSeconds: 7_200 }));
  expect(longer.session.durationSeconds).toBe(7_200);
});

test('who waits too long for a code is told so, and the question stays for the next call', async () => {
  const { services } = await servicesWithCount();
  await expect(services.obtain(request('hub', { waitMs: 50 }))).rejects.toMatchObject({
    code: 'MFA_REQUIRED',
    hint: expect.stringContaining('window'),
  });
  expect(valet.desktop.snapshot.question).toMatchObject({ askedBy: 'program' });
  await valet.answer(valet.practice.code());
  await valet.until(({ question }) => question === undefined);
  expect((await services.obtain(request('hub'))).session.profile).toBe('hub');
});

test('what was made of files that changed while the code was waited for is not given again', async () => {
  const { services } = await servicesWithCount();
  const { configPath } = valet.practice.app;
  const first = services.obtain(request('hub'));
  await valet.until(({ question }) => question !== undefined);
  const before = await readFile(configPath, 'utf8');
  await writeFile(configPath, before.replaceAll('role/hub', 'role/another'));
  await valet.desktop.refresh();
  await valet.answer(valet.practice.code());
  expect((await first).session.roleArn).toMatch(/role\/hub$/);
  await expect(services.obtain(request('hub'))).rejects.toMatchObject({
    code: 'STS_ACCESS_DENIED',
    message: expect.stringContaining('role/another'),
  });
});

test('a session that lived as another role’s hop shows as its own once a tool asks for it', async () => {
  valet = await practiceDesktop();
  const services = agentServices(valet.desktop, { version: '1.0.0', platform: 'linux' });
  // No file tells of it.
  await valet.verbs.saveSettings({ keepSessions: false });
  const copying = valet.verbs.copyExports('shop-dev-deployer', 'sh');
  await valet.answer(valet.practice.code());
  await copying;
  expect(valet.role('hub')?.state).toBe('idle');
  expect((await services.obtain(request('hub'))).reused).toBe(true);
  await valet.until(() => valet.role('hub')?.state === 'active');
});
