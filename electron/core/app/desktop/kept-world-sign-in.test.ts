import { expect, test } from 'vitest';
import { systemRandom } from '../../../node/random.ts';
import {
  type SourceOrganisation,
  withSources,
} from '../../../practice/sources/source-organisation.ts';
import { type PracticeSources, startSources } from '../testing/practice-sources.ts';
import { practiceDesktop } from './testing/practice-desktop.ts';

const HOUR = 3_600_000;
const HUB = 'arn:aws:iam::111122223333:role/hub';

test('a renewal that needs a sign-in says so once, asks nobody again, and goes on after it', async () => {
  let sources: SourceOrganisation | undefined;
  let world: PracticeSources | undefined;
  const valet = await practiceDesktop({
    organisation: (sample) => {
      sources = withSources(sample, systemRandom());
      return sources.organisation;
    },
    before: async (practice) => {
      world = await startSources(practice, sources as SourceOrganisation);
      const { startUrl, region } = world.identityCenter;
      const account =
        'sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Platform\n';
      const role = (name: string, base: string) =>
        `[profile ${name}]\nrole_arn = ${HUB}\nsource_profile = ${base}\nregion = eu-west-1\nrole_session_name = ${name}-x\n`;
      await world.addConfig(
        `[sso-session corp]\nsso_start_url = ${startUrl}\nsso_region = ${region}\n[profile sso]\n${account}[profile same]\n${account}${role('one', 'sso')}${role('two', 'same')}`,
      );
      await world.signIn('sso');
    },
    wire: (_, app) => (world as PracticeSources).turned(app),
  });
  const { identityCenter, signIn } = world as PracticeSources;
  try {
    for (const name of ['one', 'two']) {
      expect(await valet.verbs.switchRole(name, false)).toMatchObject({ ok: true });
    }
    await valet.live(3 * HOUR);
    expect(valet.role('one')?.state).toBe('active');
    identityCenter.signOutAll();
    await valet.live(6 * HOUR);
    expect(valet.role('one')?.state).toBe('needs-mfa');
    expect(valet.role('two')?.state).toBe('needs-mfa');
    const told = () => valet.notices.filter(({ id }) => id.startsWith('sign-in:'));
    // Whichever came first, it speaks for both.
    expect(told()).toHaveLength(1);
    expect(told()[0]?.title).toMatch(/needs? a sign-in$/);
    const asked = identityCenter.requests.length;
    await valet.live(3 * HOUR);
    expect(identityCenter.requests).toHaveLength(asked);
    // As `aws sso login` does in a terminal: nobody touches the app.
    await signIn('sso');
    await valet.until(() => ['one', 'two'].every((name) => valet.role(name)?.state === 'active'));
    expect(told()).toHaveLength(1);
    expect(valet.dismissed).toContain('sign-in:corp');
  } finally {
    await valet.close();
    await Promise.all(
      [identityCenter, world?.instance, world?.container, world?.login].map((one) => one?.close()),
    );
  }
});
