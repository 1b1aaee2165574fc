import { appendFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemRandom } from '../../../node/random.ts';
import {
  type IdentityCenterServer,
  startIdentityCenter,
} from '../../../practice/sources/identity-center.ts';
import {
  type SourceOrganisation,
  withSources,
} from '../../../practice/sources/source-organisation.ts';
import { valueFrom } from './testing/answer-value.ts';
import { type PracticeDesktop, practiceDesktop } from './testing/practice-desktop.ts';

let valet: PracticeDesktop;
let center: IdentityCenterServer;
let sources: SourceOrganisation | undefined;

beforeEach(async () => {
  valet = await practiceDesktop({
    organisation: (sample) => {
      sources = withSources(sample, systemRandom());
      return sources.organisation;
    },
    before: async ({ app, sts }) => {
      if (sources === undefined) throw new Error('the organisation was not made');
      center = await startIdentityCenter({
        sts,
        clock: app.clock,
        random: systemRandom(),
        users: sources.identityCenterUsers,
      });
      Object.assign(app.environment, center.environment);
      const [first] = sources.identityCenterUsers.flatMap(({ assignments }) => assignments);
      await appendFile(
        app.configPath,
        [
          '',
          '[sso-session work]',
          `sso_start_url = ${center.startUrl}`,
          `sso_region = ${center.region}`,
          'sso_registration_scopes = sso:account:access',
          '[profile staff]',
          'sso_session = work',
          `sso_account_id = ${first?.accountId}`,
          `sso_role_name = ${first?.roleName}`,
          '',
        ].join('\n'),
      );
    },
  });
});
afterEach(async () => {
  await valet.close();
  await center.close();
});

/** A person who goes wherever the browser is sent. */
async function visit(): Promise<void> {
  await valet.until(({ signIn }) => signIn !== undefined);
  while (valet.opened.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await fetch(valet.opened[0] as string);
}

test('a role that needs a sign-in says so, is signed in to, and is live', async () => {
  expect(valet.role('staff')).toMatchObject({ kind: 'base', baseKind: 'sso', console: {} });
  expect(await valet.verbs.copyExports('staff', 'sh')).toMatchObject({
    ok: false,
    error: { code: 'SIGN_IN_REQUIRED', hint: 'Sign in, then try again.' },
  });
  expect(valet.role('staff')).toMatchObject({ failure: { code: 'SIGN_IN_REQUIRED' } });

  const [done] = await Promise.all([valueFrom('signIn', valet.verbs.signIn('staff')), visit()]);
  expect(done.message).toContain('Signed in to work');
  expect(valet.desktop.snapshot).not.toHaveProperty('signIn');
  expect(valet.role('staff')).not.toHaveProperty('failure');
  expect((await valet.verbs.copyExports('staff', 'sh')).ok).toBe(true);
  expect(valet.role('staff')).toMatchObject({ state: 'active' });
});

test('while one waits it is shown, another is refused, and it can be cancelled', async () => {
  const first = valet.verbs.signIn('staff');
  const shown = await valet.until(({ signIn }) => signIn !== undefined);
  expect(shown.signIn).toMatchObject({ profile: 'staff', name: 'work', startUrl: center.startUrl });
  expect(await valet.verbs.signIn('staff')).toMatchObject({ ok: false, error: { code: 'USAGE' } });
  await valet.verbs.cancelSignIn();
  expect(await first).toMatchObject({ ok: false, error: { code: 'DECLINED' } });
  expect(valet.desktop.snapshot).not.toHaveProperty('signIn');
});

test('a profile that starts from a key has nothing to sign in to', async () => {
  expect(await valet.verbs.signIn('shop-dev-readonly')).toMatchObject({
    ok: false,
    error: { code: 'USAGE' },
  });
});
