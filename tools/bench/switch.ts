import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { loadContext } from '../../electron/core/app/load-context.ts';
import { obtainSession } from '../../electron/core/app/obtain-session.ts';
import { withManyRoles } from '../../electron/core/app/testing/many-roles.ts';
import { type PracticeApp, practiceApp } from '../../electron/core/app/testing/practice-app.ts';
import { planWrite, writeRole } from '../../electron/core/app/write-role.ts';
import type { SigningCredentials } from '../../electron/core/credentials.ts';
import { inTurn } from './in-turn.ts';
import { median } from './statistics.ts';
import type { BenchContext, Measure, Result } from './types.ts';

const MOST_OVERHEAD_MS = 10;
const ONE_HOP = 'shop-dev-readonly';
const TWO_HOPS = 'many-0';
const HUB = 'hub-0';

/**
 * What a switch costs beyond the calls themselves: obtain and write, less the same AssumeRole calls by
 * a bare SDK client on a warm connection, to the same practice STS.
 */
export const switchMeasure: Measure = {
  name: 'switch',
  line: 'our overhead on a switch beyond the STS round trips',
  run: async (context) => {
    const practice = await practiceApp((sample) => withManyRoles(sample, 1, 1));
    try {
      const key = practice.organisation.users.find(({ profile }) => profile === 'ci')?.keys[0];
      if (key === undefined) throw new Error('the sample has no key of ci');
      const mfa = await mfaSession(practice);
      return [
        await row(context, practice, ONE_HOP, [ONE_HOP], key),
        await row(context, practice, TWO_HOPS, [HUB, TWO_HOPS], mfa),
      ];
    } finally {
      await practice.close();
    }
  },
};

/** Unlocks alex's base, and gives the trio that a bare client starts from. */
async function mfaSession(practice: PracticeApp): Promise<SigningCredentials> {
  const { app } = practice;
  const prompt = { ask: async () => practice.code() };
  await obtainSession(app, await loadContext(app), TWO_HOPS, { prompt });
  const live = await app.sessions.live(app.clock.now());
  const mfa = live.find(({ kind }) => kind === 'mfa');
  if (mfa === undefined) throw new Error('there is no MFA session');
  return withoutExpiration(mfa.credentials);
}

/** The SDK wants a Date there, and needs none. */
function withoutExpiration(credentials: SigningCredentials): SigningCredentials {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

async function row(
  context: BenchContext,
  practice: PracticeApp,
  role: string,
  hops: readonly string[],
  start: SigningCredentials,
): Promise<Result> {
  const { app, sts, organisation } = practice;
  const client = (credentials: SigningCredentials): STSClient =>
    new STSClient({ region: 'eu-west-1', endpoint: sts.url, credentials, requestHandler });
  const { requestHandler } = new STSClient({ region: 'eu-west-1' }).config;
  const arns = hops.map((hop) => organisation.profiles.find(({ name }) => name === hop)?.roleArn);
  const bare = async (): Promise<void> => {
    let credentials = start;
    for (const RoleArn of arns) {
      const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'bare' });
      const { Credentials } = await client(credentials).send(command);
      credentials = {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      };
    }
  };
  const ours = async (): Promise<void> => {
    const loaded = await loadContext(app);
    const obtained = await obtainSession(app, loaded, role, {});
    if (obtained.reused) throw new Error('a kept session was handed out');
    await writeRole(app, loaded, obtained, planWrite(loaded, obtained.chain));
  };
  const rounds = context.rounds(40);
  // Each switch starts from nothing but the base and its MFA session.
  const forget = () => app.sessions.remove(({ kind }) => kind === 'role');
  const times = await inTurn(rounds, 4, { ours, bare }, forget);
  const overhead = median(times.ours.map((time, index) => time - (times.bare[index] ?? 0)));
  const bareTime = median(times.bare);
  return {
    what: `switch of ${hops.length} hop${hops.length === 1 ? '' : 's'}: ours beyond the STS calls`,
    ours: overhead,
    theirs: bareTime,
    rival: 'the bare calls',
    target: `under ${MOST_OVERHEAD_MS} ms`,
    holds: overhead < MOST_OVERHEAD_MS,
    unit: 'ms',
    note: `${median(times.ours).toFixed(1)} ms in all: files read, calls made, sessions kept, section written`,
    samples: rounds,
  };
}
