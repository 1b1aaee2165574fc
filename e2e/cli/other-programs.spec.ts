import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { ROLE_WITHOUT_MFA, withBaseKey } from '../practice.ts';
import { CLI_COMMAND, expect, test, textOf } from '../valet.ts';

test('what a stale rewrite drops is put back, and the other program’s change stays', async ({
  valet,
}) => {
  await withBaseKey(valet, 'ci');
  await valet.run(['assume', ROLE_WITHOUT_MFA]);
  const before = '[work]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\nregion = eu-west-1\n';

  /** The other program read the file before us, and writes it back with its own change after us. */
  const race = async (): Promise<string> => {
    await valet.run(['stop', ROLE_WITHOUT_MFA]);
    await writeFile(valet.credentialsPath, before, { mode: 0o600 });
    const [program = '', ...argv] = [...CLI_COMMAND, 'write', ROLE_WITHOUT_MFA];
    const child = spawn(program, argv, {
      env: valet.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let note = '';
    child.stderr.on('data', (chunk: Buffer) => {
      note += chunk.toString('utf8');
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await writeFile(valet.credentialsPath, before.replace('eu-west-1', 'eu-central-1'));
    await new Promise((resolve) => child.once('close', resolve));
    return note;
  };

  // On a busy machine the other program may come after the look back: then there is no race to see.
  let note = '';
  for (let round = 0; round < 5 && !note.includes('it was put back'); round += 1) {
    note = await race();
  }
  expect(note).toContain('it was put back');
  const after = await readFile(valet.credentialsPath, 'utf8');
  expect(after).toContain('region = eu-central-1');
  expect(after).toContain(`[${ROLE_WITHOUT_MFA}-session]`);
});

test('a section that another program took over is told, and left alone by stop', async ({
  valet,
}) => {
  await withBaseKey(valet, 'ci');
  await valet.run(['write', ROLE_WITHOUT_MFA]);
  const written = await textOf(valet.credentialsPath);
  const theirs = written.replace(/ASIA\w+/, 'ASIAIOSFODNN7EXAMPLE');
  await writeFile(valet.credentialsPath, theirs);
  expect((await valet.run(['status'])).stdout).toContain('taken over');
  const stopped = await valet.run(['stop', ROLE_WITHOUT_MFA]);
  expect(stopped.code).toBe(0);
  expect(stopped.stderr).toContain('left alone');
  expect(await textOf(valet.credentialsPath)).toBe(theirs);
});
