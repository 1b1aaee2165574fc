import { AssumeRoleCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { refusalOf, runSts, trioOf } from './testing/running-sts.ts';
import { totpCode } from './totp.ts';

const INVALID_CODE =
  'AccessDenied 403: MultiFactorAuthentication failed with invalid MFA one time pass code. ';
const INVALID_SERIAL =
  'AccessDenied 403: MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.';
const HALF =
  'AccessDenied 403: MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.';
const HUB = 'arn:aws:iam::111122223333:role/hub';

describe('codes', () => {
  test('work once, also across actions', async () => {
    await using running = await runSts();
    const { client, keyOf, freshCode } = running;
    const caller = client(keyOf('security'));
    const code = freshCode();
    await caller.send(new GetSessionTokenCommand(code));
    expect(await refusalOf(caller.send(new GetSessionTokenCommand(code)))).toBe(INVALID_CODE);
    const assume = { RoleArn: HUB, RoleSessionName: 'me' };
    expect(await refusalOf(caller.send(new AssumeRoleCommand({ ...assume, ...code })))).toBe(
      INVALID_CODE,
    );
    await caller.send(new AssumeRoleCommand({ ...assume, ...freshCode() }));
  });

  test('are spent by a call that is refused for another reason', async () => {
    await using running = await runSts();
    const { client, keyOf, freshCode } = running;
    const caller = client(keyOf('security'));
    const code = freshCode();
    const admin = { RoleArn: 'arn:aws:iam::333344445555:role/admin', RoleSessionName: 'me' };
    const ask = (DurationSeconds: number) =>
      caller.send(
        new AssumeRoleCommand({ ...admin, ...code, ExternalId: 'shop-42', DurationSeconds }),
      );
    expect(await refusalOf(ask(7200))).toMatch(/MaxSessionDuration/);
    expect(await refusalOf(ask(3600))).toBe(INVALID_CODE);
  });

  test('of the steps before and after are taken, further ones are not', async () => {
    await using running = await runSts();
    const { client, keyOf, organisation, clock } = running;
    const device = organisation.users[0]?.mfaDevices[0];
    if (device === undefined) throw new Error('no device');
    // The middle of a step: the second that a call takes cannot change the step.
    clock.advance(30_000 - (clock.now() % 30_000) + 10_000);
    const ask = (steps: number) =>
      client(keyOf('security')).send(
        new GetSessionTokenCommand({
          SerialNumber: device.serial,
          TokenCode: totpCode(device.secret, clock.now() + steps * 30_000),
        }),
      );
    for (const steps of [-1, 1, 0]) {
      await ask(steps);
    }
    for (const steps of [-2, 2]) {
      expect(await refusalOf(ask(steps))).toBe(INVALID_CODE);
    }
  });
});

test('a wrong serial, a half, and a caller without a device', async () => {
  await using running = await runSts();
  const { client, keyOf, freshCode } = running;
  const { SerialNumber, TokenCode } = freshCode();
  const ask = (input: object, profile = 'security') =>
    refusalOf(client(keyOf(profile)).send(new GetSessionTokenCommand(input)));
  const userArn = SerialNumber.replace(':mfa/', ':user/');
  expect(await ask({ SerialNumber: userArn, TokenCode })).toBe(INVALID_SERIAL);
  expect(await ask({ SerialNumber })).toBe(HALF);
  expect(await ask({ TokenCode })).toBe(HALF);
  expect(await ask({ SerialNumber, TokenCode }, 'ci')).toBe(INVALID_SERIAL);
  expect(await ask({ SerialNumber, TokenCode: '12345' })).toMatch(/^ValidationError.*tokenCode/);

  // The code is still good: none of these reached the device.
  const caller = client(keyOf('security'));
  const hub = await caller.send(
    new AssumeRoleCommand({ RoleArn: HUB, RoleSessionName: 'me', SerialNumber, TokenCode }),
  );
  const next = new AssumeRoleCommand({
    RoleArn: 'arn:aws:iam::222233334444:role/deployer',
    RoleSessionName: 'me',
    ...freshCode(),
  });
  expect(await refusalOf(client(trioOf(hub.Credentials)).send(next))).toBe(INVALID_SERIAL);
});
