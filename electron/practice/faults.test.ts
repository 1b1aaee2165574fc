import { GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { refusalOf, runSts, trioOf } from './testing/running-sts.ts';

const identity = new GetCallerIdentityCommand({});

describe('ordered faults', () => {
  test('throttling for so many calls, then service as usual', async () => {
    await using running = await runSts();
    const { client, keyOf, sts } = running;
    sts.faults.throttle(2);
    const caller = client(keyOf('ci'));
    expect(await refusalOf(caller.send(identity))).toBe('Throttling 400: Rate exceeded');
    expect(await refusalOf(caller.send(identity))).toBe('Throttling 400: Rate exceeded');
    await caller.send(identity);
    expect(sts.calls.map(({ outcome }) => outcome)).toEqual(['throttle', 'throttle', 'OK']);
  });

  test('a failure of the service, a load balancer, a proxy, an empty answer', async () => {
    await using running = await runSts();
    const { client, keyOf, sts } = running;
    const caller = client(keyOf('ci'));
    sts.faults.order('internal-failure');
    expect(await refusalOf(caller.send(identity))).toMatch(/^InternalFailure 500/);
    sts.faults.order('unavailable');
    expect(await refusalOf(caller.send(identity))).toMatch(/ 503: /);
    for (const fault of ['proxy-page', 'empty-answer'] as const) {
      sts.faults.order(fault);
      const answer = await fetch(sts.url, { method: 'POST' });
      expect(answer.status).toBe(200);
      const text = await answer.text();
      expect(text).toMatch(fault === 'proxy-page' ? /^<!DOCTYPE html>/ : /^$/);
    }
  });

  test('a connection that breaks before, or after the call was carried out', async () => {
    await using running = await runSts();
    const { client, keyOf, sts, freshCode } = running;
    const caller = client(keyOf('security'));
    const code = freshCode();
    sts.faults.order('reset');
    expect(await refusalOf(caller.send(new GetSessionTokenCommand(code)))).toMatch(
      /ECONNRESET|hang up/,
    );
    // The code is not spent: the call was never looked at.
    sts.faults.order('lost-answer');
    expect(await refusalOf(caller.send(new GetSessionTokenCommand(code)))).toMatch(
      /ECONNRESET|hang up/,
    );
    expect(await refusalOf(caller.send(new GetSessionTokenCommand(code)))).toMatch(
      /invalid MFA one time pass code/,
    );
  });

  test('a call that hangs does not keep the server from closing', async () => {
    const running = await runSts();
    const { client, keyOf, sts } = running;
    sts.faults.order('hang');
    const pending = refusalOf(client(keyOf('ci')).send(identity));
    while (sts.calls.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(sts.calls[0]).toMatchObject({ action: 'GetCallerIdentity', outcome: 'hang' });
    await running[Symbol.asyncDispose]();
    expect(await pending).toMatch(/ECONNRESET|hang up|abort/i);
  });

  test('clear takes everything back', async () => {
    await using running = await runSts();
    const { client, keyOf, sts, clock } = running;
    sts.faults.throttle(100);
    sts.faults.clockOffset = 86_400_000;
    sts.faults.sessionSeconds = 1;
    sts.faults.deactivateRegion('eu-west-1');
    sts.faults.clear();
    const answer = await client(keyOf('ci')).send(new GetSessionTokenCommand({}));
    expect(trioOf(answer.Credentials).sessionToken).not.toBe('');
    expect(Number(answer.Credentials?.Expiration)).toBeCloseTo(clock.now() + 43_200_000, -4);
  });
});

test('the record of calls holds no secret', async () => {
  await using running = await runSts();
  const { client, keyOf, sts } = running;
  const key = keyOf('ci');
  const answer = await client(key).send(new GetSessionTokenCommand({}));
  const trio = trioOf(answer.Credentials);
  const record = JSON.stringify(sts.calls);
  for (const secret of [key.secretAccessKey, trio.secretAccessKey, trio.sessionToken]) {
    expect(record).not.toContain(secret);
  }
  expect(sts.calls).toHaveLength(1);
});
