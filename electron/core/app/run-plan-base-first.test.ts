import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MfaQuestion } from './app.ts';
import { loadContext } from './load-context.ts';
import { obtainSession } from './obtain-session.ts';
import { type PracticeSources, practiceSources } from './testing/practice-sources.ts';

const ADMIN = 'arn:aws:iam::222233334444:role/admin';
const HUB = 'arn:aws:iam::111122223333:role/hub';
const SERIAL = 'arn:aws:iam::111122223333:mfa/alex';

let world: PracticeSources;
beforeEach(async () => {
  world = await practiceSources();
});
afterEach(async () => {
  await world.close();
});

/** A command that runs `script` first, and then prints alex's long-term key. */
async function keyCommand(script: string): Promise<string> {
  const alex = world.practice.organisation.users.find(({ name }) => name === 'alex');
  const [key] = alex?.keys ?? [];
  const { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } = key ?? {};
  const printing = await world.writeOutput('key.json', {
    Version: 1,
    AccessKeyId,
    SecretAccessKey,
  });
  const path = join(world.practice.folder, 'command.sh');
  await writeFile(path, `${script}\n${printing}\n`);
  return `sh ${path}`;
}

async function obtain(role: string, asked: MfaQuestion[] = []) {
  const { app } = world;
  return obtainSession(app, await loadContext(app), role, {
    prompt: {
      ask: async (question) => {
        asked.push(question);
        return world.practice.code();
      },
    },
  });
}

test('a base that gives nothing costs nobody a code', async () => {
  const asked: MfaQuestion[] = [];
  const command = await keyCommand('exit 3');
  await world.addConfig(
    `[profile helper]\ncredential_process = ${command}\n[profile behind]\nrole_arn = ${ADMIN}\nsource_profile = helper\nmfa_serial = ${SERIAL}\n`,
  );
  await expect(obtain('behind', asked)).rejects.toMatchObject({ code: 'COMMAND_FAILED' });
  expect(asked).toEqual([]);
  expect(await world.app.spentCodes.isSpent(SERIAL, world.practice.code())).toBe(false);
});

test.each([
  ['without a code', `role_arn = ${HUB}`],
  ['with a code', `role_arn = ${HUB}\nmfa_serial = ${SERIAL}`],
])('no lock of a step is held while a base is fetched, %s', async (_, lines) => {
  const seen = join(world.practice.folder, 'seen');
  const command = await keyCommand(`ls ${join(world.app.homePath, 'locks')} > ${seen} 2>&1`);
  await world.addConfig(
    `[profile helper]\ncredential_process = ${command}\n[profile behind]\n${lines}\nsource_profile = helper\n`,
  );
  expect((await obtain('behind')).session.kind).toBe('role');
  const held = await readFile(seen, 'utf8');
  expect(held).toContain('base-');
  expect(held).not.toMatch(/hop-|mfa-/);
});
