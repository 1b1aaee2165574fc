import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, runProgram, test } from '../valet.ts';

const REPOSITORY = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

// Not ./start itself: its set-up may renew node_modules, which other specs are running from.
test('npm start without a terminal tells the whole main job, and leaves nothing behind', async () => {
  const home = await mkdtemp(join(tmpdir(), 'role-valet-start-'));
  const { code, stdout, stderr } = await runProgram(
    process.execPath,
    [join(REPOSITORY, 'tools', 'start.ts')],
    {
      PATH: process.env.PATH,
      HOME: home,
      // The secret files of whoever runs it must not be looked at.
      AWS_PROFILE: 'mine',
    },
  );
  await rm(home, { recursive: true, force: true });
  expect(stderr).toContain('There is no display here');
  expect(stdout).toContain('That was the main job.');
  expect(code).toBe(0);
  // Listed, assumed over a chain, copied, written, used by the real AWS CLI, expired.
  for (const part of [
    /hub\s+111122223333\s+security > hub/,
    /You are {2}arn:aws:sts::222233334444:assumed-role\/deployer\//,
    /export AWS_SESSION_TOKEN='IQoJ\.\.\.'/,
    /\[shop-dev-deployer-session\]/,
    /--profile shop-dev-deployer-session\narn:aws:sts::222233334444:assumed-role\/deployer\//,
    /\(STS_ACCESS_DENIED\)/,
  ]) {
    expect(stdout).toMatch(part);
  }
  expect(stdout).not.toMatch(/[A-Za-z0-9+/]{40,}/);
});
