import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadContext } from '../app/load-context.ts';
import { type PracticeApp, practiceApp } from '../app/testing/practice-app.ts';
import { undoChange } from '../app/undo-change.ts';
import { applyFix, planAllFixes } from './apply-fix.ts';
import { examine } from './examine.ts';
import type { Finding } from './types.ts';

let practice: PracticeApp;

beforeEach(async () => {
  practice = await practiceApp();
});

afterEach(() => practice.close());

const findings = async () => examine(practice.app, await loadContext(practice.app));

async function finding(code: Finding['code']): Promise<Finding> {
  const one = (await findings()).find((each) => each.code === code);
  if (one === undefined) throw new Error(`no ${code}`);
  return one;
}

const MESSY = `\ufeff# my roles\r
[profile ci]\r
region = eu-west-1 # Ireland\r
[profile app]\r
Region: eu-west-1\r
[profile ci]\r
region = eu-west-2\r
nonsense\r
`;

const TRIO = `[old]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
aws_session_token = IQoJb3JpZ2luX2VjEXAMPLETOKEN==
`;

test('one fix changes its lines, and undo gives the bytes back', async () => {
  const { app } = practice;
  await writeFile(app.configPath, MESSY);
  const { entryId } = await applyFix(app, await finding('DUPLICATE_SECTION'));
  expect(await readFile(app.configPath, 'utf8')).toBe(
    '\ufeff# my roles\r\n[profile ci]\r\n# region = eu-west-1 # Ireland\r\nregion = eu-west-2\r\nnonsense\r\n[profile app]\r\nRegion: eu-west-1\r\n',
  );
  await undoChange(app, entryId);
  expect(await readFile(app.configPath, 'utf8')).toBe(MESSY);
});

test('a byte order mark goes, and undo brings it back', async () => {
  const { app } = practice;
  await writeFile(app.configPath, MESSY);
  const { entryId } = await applyFix(app, await finding('ENCODING_BOM'));
  expect(await readFile(app.configPath, 'utf8')).toBe(MESSY.slice(1));
  await undoChange(app, entryId);
  expect(await readFile(app.configPath, 'utf8')).toBe(MESSY);
});

test('all at once: no error is left, the text changes as one entry', async () => {
  const { app } = practice;
  await writeFile(app.configPath, MESSY);
  await writeFile(app.credentialsPath, TRIO);
  await chmod(app.credentialsPath, 0o644);
  const plan = await planAllFixes(app, await loadContext(app), await findings());
  expect(plan.diff).toContain('-nonsense');
  expect(plan.diff).toContain('+# nonsense');
  const entries = (await plan.apply()).flatMap(({ entryId }) => entryId ?? []);
  expect((await findings()).filter(({ severity }) => severity !== 'note')).toEqual([]);
  expect((await stat(app.credentialsPath)).mode & 0o777).toBe(0o600);
  expect(entries).toHaveLength(2);
  for (const entry of entries.toReversed()) await undoChange(app, entry);
  expect(await readFile(app.configPath, 'utf8')).toBe(MESSY);
  expect(await readFile(app.credentialsPath, 'utf8')).toBe(TRIO);
});

test('a file that was changed since is left alone', async () => {
  const { app } = practice;
  await writeFile(app.configPath, MESSY);
  const found = await finding('DUPLICATE_SECTION');
  const plan = await planAllFixes(app, await loadContext(app), await findings());
  const changed = `${MESSY}# more\r\n`;
  await writeFile(app.configPath, changed);
  await expect(applyFix(app, found)).rejects.toMatchObject({ code: 'EDIT_REFUSED' });
  await expect(plan.apply()).rejects.toMatchObject({ code: 'EDIT_REFUSED' });
  expect(await readFile(app.configPath, 'utf8')).toBe(changed);
});

test('a diff hides secrets that become comments', async () => {
  const { app } = practice;
  await writeFile(app.credentialsPath, `${TRIO}aws_session_token = AnotherTokenThatIsOfNoUse\n`);
  const plan = await planAllFixes(app, await loadContext(app), await findings());
  expect(plan.diff).toContain('aws_session_token');
  expect(plan.diff).not.toMatch(/wJalr|IQoJb3|AnotherToken/);
});
