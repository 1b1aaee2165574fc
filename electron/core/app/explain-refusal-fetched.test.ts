import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isRoleValetError, RoleValetError } from '../../contract/errors.ts';
import type { App } from './app.ts';
import { explainRefusal } from './explain-refusal.ts';
import { loadContext } from './load-context.ts';
import { obtainSession } from './obtain-session.ts';
import { type PracticeSources, practiceSources } from './testing/practice-sources.ts';

const ADMIN = 'arn:aws:iam::222233334444:role/admin';

let world: PracticeSources;
beforeEach(async () => {
  world = await practiceSources();
});
afterEach(async () => {
  await world.close();
});

/** A role behind a command that is refused; `runs` tells how often the command ran. */
async function refusedBehind(life: 'known' | 'unknown') {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = world.trio();
  const printing = await world.writeOutput('trio.json', {
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    ...(life === 'known' ? { Expiration: new Date(expiration).toISOString() } : {}),
  });
  const { folder } = world.practice;
  const seen = join(folder, 'runs');
  const script = join(folder, 'command.sh');
  await writeFile(script, `echo run >> ${seen}\n${printing}\n`);
  await world.addConfig(
    `[profile helper]\ncredential_process = sh ${script}\n[profile behind]\nrole_arn = ${ADMIN}\nsource_profile = helper\n`,
  );
  const { app } = world;
  const context = await loadContext(app);
  const error = await obtainSession(app, context, 'behind', {}).catch((reason: unknown) => reason);
  if (!isRoleValetError(error, 'STS_ACCESS_DENIED')) throw error;
  return {
    explain: (by: App = app) => explainRefusal(by, context, 'behind', error, { check: true }),
    runs: async () => (await readFile(seen, 'utf8')).trim().split('\n').length,
  };
}

test('a look is made with the kept trio of a command, which does not run again', async () => {
  const { explain, runs } = await refusedBehind('known');
  const { checks } = await explain();
  expect(checks[0]).toMatchObject({ call: 'sts:GetCallerIdentity', state: 'made' });
  expect(await runs()).toBe(1);
});

test('where nothing was kept there is no look, and the command does not run again', async () => {
  const { explain, runs } = await refusedBehind('unknown');
  const { checks, causes } = await explain();
  expect(checks).toEqual([]);
  expect(causes).not.toEqual([]);
  expect(await runs()).toBe(1);
});

test('a look that fails does not take the place of the explanation', async () => {
  const { explain } = await refusedBehind('known');
  const locked = async () => {
    throw new RoleValetError('KEYCHAIN_LOCKED', 'the keychain is locked', 'Unlock it.');
  };
  const { sessions } = world.app;
  const { checks, causes } = await explain({
    ...world.app,
    sessions: { ...sessions, live: locked },
  });
  expect(checks).toEqual([]);
  expect(causes).not.toEqual([]);
});
