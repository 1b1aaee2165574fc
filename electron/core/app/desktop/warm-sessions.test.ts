import { appendFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadContext } from '../load-context.ts';
import { stopRole } from '../stop-role.ts';
import { obtainShown } from './shown-work.ts';
import { type PracticeDesktop, practiceDesktop } from './testing/practice-desktop.ts';
import { WarmSessions } from './warm-sessions.ts';

const ROLE = 'shop-dev-readonly';

let valet: PracticeDesktop;
let warm: WarmSessions;
beforeEach(async () => {
  valet = await practiceDesktop();
  warm = new WarmSessions(valet.desktop);
  const context = await valet.desktop.context();
  const { facts } = valet.desktop.kept.watched.gathered;
  warm.keep(ROLE, await obtainShown(valet.desktop, context, ROLE, { askedBy: 'program' }), facts);
});
afterEach(() => valet.close());

const found = () => warm.find(ROLE);

test('what was given is given again, with the same key, and nothing else', async () => {
  const again = await found();
  expect(again).toMatchObject({ reused: true, session: { profile: ROLE } });
  expect(await warm.find('hub')).toBeUndefined();
});

test('not with less than 15 minutes left', async () => {
  valet.practice.pass(44 * 60_000);
  expect(await found()).toBeDefined();
  valet.practice.pass(2 * 60_000);
  expect(await found()).toBeUndefined();
});

test('not once it was stopped by another process', async () => {
  const other = valet.practice.restarted();
  await stopRole(other, await loadContext(other), ROLE);
  expect(await found()).toBeUndefined();
});

test('not once the files say something else', async () => {
  await appendFile(valet.practice.app.configPath, '\n[profile another]\nregion = eu-west-1\n');
  expect(await found()).toBeUndefined();
});
