import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHAINED_ROLE, freshCode, withBaseKey } from '../practice.ts';
import { expect, type Finished, test, type Valet } from '../valet.ts';

/** Every secret there is after a day's work: base secret, session secrets and tokens. */
async function secretsOf(valet: Valet): Promise<string[]> {
  const process = await valet.run(['credential-process', CHAINED_ROLE]);
  const { SecretAccessKey, SessionToken } = JSON.parse(process.stdout);
  const base = valet.organisation.users.flatMap(({ keys }) =>
    keys.map((key) => key.secretAccessKey),
  );
  return [SecretAccessKey, SessionToken, ...base];
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test('secrets are found nowhere but in the target and what was asked for', async ({ valet }) => {
  await withBaseKey(valet);
  const outputs: Finished[] = [
    await valet.run(['assume', CHAINED_ROLE, '--mfa-code', await freshCode(valet)]),
    await valet.run(['write', CHAINED_ROLE, '--json']),
    await valet.run(['status', '--json']),
    await valet.run(['roles', '--json']),
    await valet.run(['plan', CHAINED_ROLE, '--json']),
    await valet.run(['keys', 'list', '--json']),
    await valet.run(['write', CHAINED_ROLE, '--target', 'hub']),
    await valet.run(['assume', 'nobody']),
    await valet.run(['exec', CHAINED_ROLE, '--', 'no-such-program']),
  ];
  const secrets = await secretsOf(valet);
  expect(secrets.length).toBeGreaterThan(3);

  for (const { stdout, stderr } of outputs) {
    for (const secret of secrets) {
      expect(stdout + stderr).not.toContain(secret);
    }
  }
  const files = await filesUnder(valet.folder);
  expect(files.some((file) => file.endsWith('role-valet.log'))).toBe(true);
  expect(files).toContain(join(valet.home, 'sessions'));
  for (const file of files.filter((path) => path !== valet.credentialsPath)) {
    const text = await readFile(file, 'latin1');
    for (const secret of secrets) {
      expect(text.includes(secret), `${file} holds a secret`).toBe(false);
    }
  }
});

test('no program is given a secret as an argument', async ({ valet }) => {
  await withBaseKey(valet);
  await valet.run(['assume', CHAINED_ROLE, '--mfa-code', await freshCode(valet)]);
  const secrets = await secretsOf(valet);
  // The child lists the arguments of every process while role-valet waits for it.
  const list = `for f in /proc/[0-9]*/cmdline; do tr '\\0' ' ' < "$f" 2>/dev/null; echo; done`;
  const { stdout } = await valet.run(['exec', CHAINED_ROLE, '--', 'sh', '-c', list]);
  expect(stdout).toContain('exec');
  for (const secret of secrets) {
    expect(stdout).not.toContain(secret);
  }
});
