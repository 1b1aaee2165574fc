import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { systemRandom } from '../node/random.ts';
import type { PracticeProfile } from './organisation.ts';
import { practiceConfigText } from './practice-files.ts';
import { sampleOrganisation } from './sample-organisation.ts';
import type { ClientCredentials } from './testing/real-clients.ts';
import { type RunningSts, refusalOf, runSts, trioOf } from './testing/running-sts.ts';

describe('sampleOrganisation', () => {
  test('keys have the shape of AWS keys and are never the same', () => {
    const [one, two] = [sampleOrganisation(systemRandom()), sampleOrganisation(systemRandom())];
    const keys = [one, two].flatMap(({ users }) => users.flatMap((user) => user.keys));
    for (const { accessKeyId, secretAccessKey } of keys) {
      expect(accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
      expect(secretAccessKey).toMatch(/^[A-Za-z0-9+/]{40}$/);
    }
    expect(new Set(keys.map(({ accessKeyId }) => accessKeyId)).size).toBe(keys.length);
    expect(one.users[0]?.mfaDevices[0]?.secret).not.toEqual(two.users[0]?.mfaDevices[0]?.secret);
  });

  test('every profile can be assumed along its chain, but the broken one', async () => {
    await using running = await runSts();
    const outcomes = new Map<string, string>();
    for (const profile of running.organisation.profiles) {
      if (profile.roleArn !== undefined) {
        outcomes.set(profile.name, await outcomeOf(running, profile));
      }
    }
    const { 'data-prod-broken': broken, ...others } = Object.fromEntries(outcomes);
    expect(broken).toMatch(/^AccessDenied 403: .*hub\/me is not authorized/);
    expect(Object.keys(others).length).toBeGreaterThan(8);
    expect(others).toEqual(Object.fromEntries(Object.keys(others).map((name) => [name, 'OK'])));
  });

  test('every role is reached by a profile, and maximum durations differ', () => {
    const { roles, profiles } = sampleOrganisation(systemRandom());
    const reached = new Set(profiles.map(({ roleArn }) => roleArn));
    const missing = roles.filter(({ arn }) => !reached.has(arn)).map(({ arn }) => arn);
    expect(missing).toEqual([]);
    const maxima = new Set(roles.map(({ maxSessionDuration }) => maxSessionDuration / 3600));
    expect([...maxima].sort((a, b) => a - b)).toEqual([1, 4, 12]);
  });
});

test('practiceConfigText writes one section a profile, and no key', () => {
  const organisation = sampleOrganisation(systemRandom());
  const text = practiceConfigText(organisation, 'eu-central-1');
  const sections = [...text.matchAll(/^\[profile (.+)\]$/gm)].map((match) => match[1]);
  expect(sections).toEqual(organisation.profiles.map(({ name }) => name));
  expect(text).toContain(`[profile shop-prod-admin]
role_arn = arn:aws:iam::333344445555:role/admin
source_profile = security
mfa_serial = arn:aws:iam::111122223333:mfa/alex
external_id = shop-42
region = eu-central-1
`);
  for (const { accessKeyId, secretAccessKey } of organisation.users.flatMap(({ keys }) => keys)) {
    expect(text).not.toContain(accessKeyId);
    expect(text).not.toContain(secretAccessKey);
  }
});

/** Assumes a profile's role as its file says, with a code at the base where one is wanted. */
async function outcomeOf(running: RunningSts, profile: PracticeProfile): Promise<string> {
  const { organisation, client } = running;
  const source = organisation.profiles.find(({ name }) => name === profile.sourceProfile);
  const call = async (credentials: ClientCredentials) =>
    client(credentials).send(
      new AssumeRoleCommand({
        RoleArn: profile.roleArn,
        RoleSessionName: 'me',
        ExternalId: profile.externalId,
        DurationSeconds: profile.durationSeconds,
        ...(profile.mfaSerial === undefined ? {} : running.freshCode()),
      }),
    );
  if (source?.roleArn === undefined) {
    await call(running.keyOf(profile.sourceProfile ?? ''));
    return 'OK';
  }
  const hub = await client(running.keyOf(source.sourceProfile ?? '')).send(
    new AssumeRoleCommand({
      RoleArn: source.roleArn,
      RoleSessionName: 'me',
      ...running.freshCode(),
    }),
  );
  const attempt = call(trioOf(hub.Credentials));
  try {
    await attempt;
    return 'OK';
  } catch {
    return refusalOf(attempt);
  }
}
