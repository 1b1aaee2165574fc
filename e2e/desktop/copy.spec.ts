import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROLE_WITHOUT_MFA } from '../practice.ts';
import { CLI_COMMAND, textOf, type Valet } from '../valet.ts';
import type { DesktopApp } from './fixture/desktop.ts';
import { expect, test } from './fixture/test.ts';
import { callLine, openDetails, openRoles, openTab, press, whoAmI } from './steps.ts';

const READ_ONLY = ':assumed-role/readonly/';

/** Copies in one format from the role's own screen, and gives what is on the clipboard then. */
async function copyAs(desktop: DesktopApp, format: string, marker: string): Promise<string> {
  const { page } = desktop;
  await desktop.clipboard.writeText('');
  await page.getByLabel('Format').selectOption(format);
  await page.getByRole('button', { name: 'Copy credentials' }).click();
  await expect.poll(() => desktop.clipboard.text()).toContain(marker);
  expect(await desktop.clipboard.formats()).toContain('x-kde-passwordManagerHint');
  return await desktop.clipboard.text();
}

/** The environment of `env`-style lines, read as Docker reads an env file. */
function fromLines(text: string): Record<string, string> {
  const lines = text.trim().split('\n');
  return Object.fromEntries(
    lines.map((line): [string, string] => [
      line.slice(0, line.indexOf('=')),
      line.slice(line.indexOf('=') + 1),
    ]),
  );
}

async function withCli(valet: Valet): Promise<string> {
  const bin = join(valet.folder, 'bin');
  await mkdir(bin);
  const words = CLI_COMMAND.map((word) => `'${word}'`).join(' ');
  await writeFile(join(bin, 'role-valet'), `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
  return `${bin}:${valet.environment.PATH}`;
}

test('every format is the role where it is used', async ({ launch, valet }) => {
  const desktop = await openRoles(launch, valet);
  await openDetails(desktop.page, ROLE_WITHOUT_MFA);

  const sh = await copyAs(desktop, 'sh', 'export AWS_SESSION_TOKEN');
  for (const shell of ['bash', 'zsh']) {
    const script = `${sh}\n${callLine(valet)}`;
    const { stdout, stderr } = await valet.program(shell, ['-c', script], {
      environment: { AWS_PROFILE: 'stale', AWS_SECURITY_TOKEN: 'stale' },
    });
    expect(stdout, stderr).toContain(READ_ONLY);
  }

  const lines = fromLines(await copyAs(desktop, 'dotenv', 'AWS_SESSION_TOKEN='));
  expect((await whoAmI(valet, [], lines)).stdout).toContain(READ_ONLY);

  const json = JSON.parse(await copyAs(desktop, 'json', '"AWS_SESSION_TOKEN"'));
  expect((await whoAmI(valet, [], json)).stdout).toContain(READ_ONLY);

  const printed = join(valet.folder, 'printed');
  await writeFile(printed, await copyAs(desktop, 'process', '"SessionToken"'));
  await appendFile(
    valet.configPath,
    `\n[profile from-process]\nregion = eu-west-1\ncredential_process = cat ${printed}\n`,
  );
  expect((await whoAmI(valet, ['--profile', 'from-process'])).stdout).toContain(READ_ONLY);

  const section = await copyAs(desktop, 'ini', 'aws_session_token');
  await appendFile(valet.credentialsPath, section);
  const pasted = ['--profile', `${ROLE_WITHOUT_MFA}-session`];
  expect((await whoAmI(valet, pasted)).stdout).toContain(READ_ONLY);
});

test('a command holds no secret, and is the role in a shell; “unset” takes it away', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  await openDetails(page, ROLE_WITHOUT_MFA);
  await page.getByRole('button', { name: 'Copy a command' }).click();
  await expect.poll(() => desktop.clipboard.text()).toContain('role-valet env');
  const command = await desktop.clipboard.text();
  // The leading blank keeps it out of the shell's history.
  expect(command).toBe(` eval "$(role-valet env ${ROLE_WITHOUT_MFA})"`);
  expect(await desktop.clipboard.formats()).toEqual(['text/plain']);

  await page.getByRole('button', { name: 'Copy “unset”' }).click();
  await expect.poll(() => desktop.clipboard.text()).toContain('unset ');
  const unset = await desktop.clipboard.text();
  const script = [command, callLine(valet), unset, 'env'].join('\n');
  const { stdout, stderr } = await valet.program('bash', ['-c', script], {
    environment: { PATH: await withCli(valet) },
  });
  expect(stdout.split('\n')[0], stderr).toContain(READ_ONLY);
  expect(stdout).not.toMatch(/AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)/);
});

test('a copied secret is cleared after the time that was set', async ({ launch, valet }) => {
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  await openTab(page, 'Settings');
  await page.getByLabel('Clear copied credentials').selectOption({ label: 'After 15 seconds' });
  await openTab(page, 'Roles');
  await press(page, ROLE_WITHOUT_MFA, /^Copy exports/);
  await expect(page.getByRole('status').getByText(/on the clipboard for 15 s/)).toBeVisible();
  const start = Date.now();
  expect(await desktop.clipboard.text()).toContain('AWS_SESSION_TOKEN');
  await expect.poll(() => desktop.clipboard.text(), { timeout: 25_000 }).toBe('');
  expect(Date.now() - start).toBeGreaterThan(12_000);
  expect(await textOf(join(valet.home, 'clipboard-mark.json'))).toBe('');
});
