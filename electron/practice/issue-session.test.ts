import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import type { SessionCredentials } from '../core/credentials.ts';
import type { ServiceSession } from './issue-session.ts';
import { runSources } from './testing/running-sources.ts';
import { type RunningSts, refusalOf, runSts } from './testing/running-sts.ts';

const HUB = 'arn:aws:iam::111122223333:role/hub';
const CHAINING =
  'ValidationError 400: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.';

const assumeHub = (running: RunningSts, trio: SessionCredentials, DurationSeconds: number) =>
  running
    .client(trio)
    .send(new AssumeRoleCommand({ RoleArn: HUB, RoleSessionName: 'me', DurationSeconds }));

describe('sessions that services make', () => {
  test('the caller is the role, by the name of what runs as it', async () => {
    await using all = await runSources();
    const { running, sources } = all;
    const { sts, client } = running;
    const trio = sts.issueSession({
      kind: 'instance',
      roleArn: sources.roleArns.instance,
      sessionName: 'i-0123',
      durationSeconds: 21_600,
    });
    expect(trio.expiration).toBeCloseTo(running.clock.now() + 21_600_000, -4);
    const identity = await client(trio).send(new GetCallerIdentityCommand({}));
    expect(identity.Arn).toBe('arn:aws:sts::111122223333:assumed-role/bastion/i-0123');
  });

  test('an instance is not chained, all others are', async () => {
    await using all = await runSources();
    const { running, sources } = all;
    const { sts } = running;
    const { roleArns, loginArn, identityCenterUsers } = sources;
    const names = { sessionName: 'somebody', durationSeconds: 3600 };
    const platform = identityCenterUsers[0]?.assignments[0]?.roleArn ?? '';
    const instance = sts.issueSession({ kind: 'instance', roleArn: roleArns.instance, ...names });
    await assumeHub(running, instance, 43_200);
    const chained: readonly ServiceSession[] = [
      { kind: 'task', roleArn: roleArns.task, ...names },
      { kind: 'pod', roleArn: roleArns.pod, ...names },
      { kind: 'identity-center', roleArn: platform, ...names },
      { kind: 'login', principalArn: loginArn, durationSeconds: 900 },
    ];
    for (const session of chained) {
      const trio = sts.issueSession(session);
      expect(await refusalOf(assumeHub(running, trio, 3601))).toBe(CHAINING);
      await assumeHub(running, trio, 3600);
    }
  });

  test('a console session carries its MFA, and is the user', async () => {
    await using running = await runSts();
    const { sts, client } = running;
    const principalArn = 'arn:aws:iam::111122223333:user/alex';
    const login = { kind: 'login', principalArn, durationSeconds: 900 } as const;
    const withMfa = sts.issueSession({ ...login, withMfa: true });
    const identity = await client(withMfa).send(new GetCallerIdentityCommand({}));
    expect(identity.Arn).toBe(principalArn);
    await assumeHub(running, withMfa, 3600);
    expect(await refusalOf(assumeHub(running, sts.issueSession(login), 3600))).toMatch(
      /^AccessDenied 403/,
    );
    const asRole = sts.issueSession({
      ...login,
      principalArn: 'arn:aws:sts::111122223333:assumed-role/hub/me',
    });
    expect((await client(asRole).send(new GetCallerIdentityCommand({}))).Arn).toMatch(/hub\/me$/);
  });

  test('a role must be there and trust the service', async () => {
    await using all = await runSources();
    const { running, sources } = all;
    const { sts } = running;
    const ask = (roleArn: string) => () =>
      sts.issueSession({ kind: 'task', roleArn, sessionName: 'me', durationSeconds: 900 });
    expect(ask(sources.roleArns.instance)).toThrow(/^ecs-tasks.amazonaws.com is not authorized/);
    expect(ask(`${HUB}s`)).toThrow(/does not exist$/);
    expect(() =>
      sts.issueSession({ kind: 'login', principalArn: HUB, durationSeconds: 900 }),
    ).toThrow(/does not exist$/);
  });
});
