import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROLE_WITHOUT_MFA, withBaseKey } from '../practice.ts';
import { converse } from '../pty.ts';
import { CLI_COMMAND, expect, test, textOf } from '../valet.ts';

const FOREIGN = `[${ROLE_WITHOUT_MFA}-session]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
aws_session_token = IQoJb3JpZ2luX2VjEXAMPLE
`;

test('takes changes back one after the other, to the first byte, and makes them again', async ({
  valet,
}) => {
  await writeFile(valet.configPath, '# mine\r\n[default]\r\nregion = eu-west-1');
  const first = await readFile(valet.configPath);
  await withBaseKey(valet, 'ci');
  await withBaseKey(valet, 'security');
  const last = await readFile(valet.configPath);
  const listed = JSON.parse((await valet.run(['undo', '--list', '--json'])).stdout);
  expect(listed.changes.map(({ reason }: { reason: string }) => reason)).toEqual([
    'Added the profile security for its base key',
    'Added the profile ci for its base key',
  ]);

  const undone = await valet.run(['undo']);
  expect(undone.code).toBe(0);
  expect(undone.stdout).toContain('-[profile security]');
  expect(undone.stdout).toContain('Undone   Added the profile security');
  expect(await textOf(valet.configPath)).not.toContain('security');
  expect((await valet.run(['undo'])).code).toBe(0);
  expect(await readFile(valet.configPath)).toEqual(first);
  const none = await valet.run(['undo']);
  expect(none.code).toBe(4);
  expect(none.stderr).toContain('(CHANGE_NOT_FOUND)');

  const { changes } = JSON.parse((await valet.run(['undo', '--list', '--json'])).stdout);
  for (const { id, undoes } of changes) {
    if (undoes === undefined) continue;
    const again = await valet.run(['undo', id, '--json']);
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout).paths).toEqual([valet.configPath]);
  }
  expect(await readFile(valet.configPath)).toEqual(last);
});

test('keeps what others changed elsewhere, and refuses where both touched the same', async ({
  valet,
}) => {
  await writeFile(valet.configPath, '[default]\nregion = eu-west-1\n');
  const before = await textOf(valet.configPath);
  await withBaseKey(valet, 'ci');
  const added = await textOf(valet.configPath);
  await writeFile(valet.configPath, `${added}output = json\n`);
  const refused = await valet.run(['undo']);
  expect(refused.code).toBe(5);
  expect(refused.stderr).toContain('(EDIT_REFUSED)');
  expect(refused.stderr).toContain('+output = json');
  expect(await textOf(valet.configPath)).toBe(`${added}output = json\n`);

  await writeFile(valet.configPath, `${added}[profile theirs]\noutput = json\n`);
  expect((await valet.run(['undo'])).code).toBe(0);
  expect(await textOf(valet.configPath)).toBe(`${before}[profile theirs]\noutput = json\n`);
});

test('asks on a terminal, after showing what would change', async ({ valet }) => {
  await writeFile(valet.configPath, '[default]\nregion = eu-west-1\n');
  await withBaseKey(valet, 'ci');
  const added = await textOf(valet.configPath);
  const kept = await converse([...CLI_COMMAND, 'undo'], valet.environment, [
    { see: /-\[profile ci\][\s\S]*Take back .* \[y\/N\]/, type: 'n' },
  ]);
  expect(kept.code).toBe(5);
  expect(await textOf(valet.configPath)).toBe(added);
  const taken = await converse([...CLI_COMMAND, 'undo'], valet.environment, [
    { see: /\[y\/N\]/, type: 'y' },
  ]);
  expect(taken.code).toBe(0);
  expect(await textOf(valet.configPath)).not.toContain('[profile ci]');
});

test('puts back another program’s session; shows no secret, and keeps none in the open', async ({
  valet,
}) => {
  await withBaseKey(valet, 'ci');
  await writeFile(valet.credentialsPath, FOREIGN, { mode: 0o600 });
  expect((await valet.run(['write', ROLE_WITHOUT_MFA])).code).toBe(0);
  expect(await textOf(valet.credentialsPath)).not.toContain('IQoJb3JpZ2luX2VjEXAMPLE\n');
  const undone = await valet.run(['undo']);
  expect(undone.code).toBe(0);
  expect(await textOf(valet.credentialsPath)).toBe(FOREIGN);
  expect(undone.stdout + undone.stderr).not.toMatch(/wJalr|IQoJ|ASIAIOSFODNN7EXAMPLE/);
  const grep = await valet.program('grep', ['-rlE', 'wJalr|IQoJ', valet.home]);
  expect(grep.stdout).toBe('');
});

test('what a crash left half done is taken back at the next start, before anything is read', async ({
  valet,
}) => {
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  const [before, after] = ['[default]\nregion = eu-west-1\n', '[default]\nregion = eu-north-1\n'];
  const credentials = '[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n';
  // As it is without a keychain: a mark, and a plain copy of what was.
  const copy = `${valet.configPath}.role-valet-backup`;
  const files = [
    { file: 'config', path: valet.configPath, before: digest(before), after: digest(after), copy },
    {
      file: 'credentials',
      path: valet.credentialsPath,
      before: digest(credentials),
      after: digest('[default]\n'),
    },
  ];
  const journal = join(valet.home, 'journal');
  await mkdir(journal, { recursive: true, mode: 0o700 });
  await writeFile(join(journal, '01234567.pending'), JSON.stringify({ files }));
  await writeFile(copy, before);
  await writeFile(valet.configPath, after);
  await writeFile(valet.credentialsPath, credentials, { mode: 0o600 });
  const { code, stderr } = await valet.run(['roles']);
  expect(code).toBe(0);
  expect(stderr).toContain('was cut off half-way; what it had done was taken back');
  expect(await textOf(valet.configPath)).toBe(before);
  expect(await textOf(valet.credentialsPath)).toBe(credentials);
  expect(await readdir(journal)).toEqual([]);
});
