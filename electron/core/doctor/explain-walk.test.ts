import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadContext } from '../app/load-context.ts';
import { type PracticeApp, practiceApp } from '../app/testing/practice-app.ts';
import { explainWalk } from './explain-walk.ts';
import { walkChain } from './walk-chain.ts';

let practice: PracticeApp;

beforeEach(async () => {
  practice = await practiceApp();
});

afterEach(() => practice.close());

test('a walk that AWS refused is explained, one that waits for a person is not', async () => {
  const { app } = practice;
  const context = await loadContext(app);
  expect(await explainWalk(app, context, 'shop-dev-deployer')).not.toHaveProperty('explanation');
  const broken = await explainWalk(app, context, 'data-prod-broken', { mfaCode: practice.code() });
  expect(broken.links.at(-1)).toMatchObject({ name: 'permission', state: 'broken' });
  expect(broken.explanation?.refused).toMatch(/role\/auditor in eu-west-1, call 3 of 3$/);
  // The lesson of the sample: a role's session carries no MFA.
  const names = broken.explanation?.causes.map(({ name }) => name) ?? [];
  expect(names.slice(0, 4)).toContain('mfa-not-carried');
  expect(names).not.toContain('mfa-missing');
});

test('the walk itself is the same with and without', async () => {
  const { app } = practice;
  const arn = 'arn:aws:iam::111122223333:role/not-there';
  await writeFile(
    app.configPath,
    `[profile ci]\n[profile shop]\nrole_arn = ${arn}\nsource_profile = ci\n`,
  );
  const context = await loadContext(app);
  const { explanation, ...walk } = await explainWalk(app, context, 'shop');
  expect(explanation?.causes[0]?.name).toBe('no-permission');
  expect(walk).toEqual(await walkChain(app, context, 'shop'));
  // The doctor does not point to itself.
  expect(walk.links.at(-1)?.hint).not.toContain('role-valet doctor');
});

test('a key that AWS does not know is explained without a look', async () => {
  const { app } = practice;
  const key = await app.keys.get('ci');
  if (key === undefined) throw new Error('no key');
  await app.keys.put('ci', { ...key, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
  const { explanation } = await explainWalk(app, await loadContext(app), 'shop-dev-readonly');
  expect(explanation).toMatchObject({ causes: [{ name: 'key-inactive' }, {}, {}], checks: [] });
});
