import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { valueFrom } from './testing/answer-value.ts';
import { type PracticeDesktop, practiceDesktop } from './testing/practice-desktop.ts';

const ROLE = 'shop-dev-readonly';

let valet: PracticeDesktop;
afterEach(() => valet.close());

const configText = () => readFile(valet.practice.app.configPath, 'utf8');
const credentialsText = () => readFile(valet.practice.app.credentialsPath, 'utf8');

test('a role is managed as its preview showed, and the way back restores every byte', async () => {
  valet = await practiceDesktop();
  const before = await configText();
  const { verbs } = valet;
  const shown = await valueFrom('previewManage', verbs.previewManage(ROLE));
  expect(shown).toMatchObject({ affected: [], removesSession: false });
  expect(shown.diff).toContain('+credential_process = /opt/role-valet/role-valet');
  expect(await configText()).toBe(before);

  const done = await valueFrom('manageRole', verbs.manageRole(ROLE, false, false));
  expect(done.message).toContain(ROLE);
  expect(valet.role(ROLE)?.isManaged).toBe(true);
  expect((await valueFrom('previewManage', verbs.previewManage(ROLE))).diff).toBe('');
  expect((await valueFrom('previewUnmanage', verbs.previewUnmanage(ROLE))).diff).toContain(
    '-credential_process',
  );
  await valueFrom('unmanageRole', verbs.unmanageRole(ROLE));
  expect(await configText()).toBe(before);
  expect(valet.role(ROLE)?.isManaged).toBe(false);
});

test('a session of another tool that would win is in the preview, and goes only with it', async () => {
  valet = await practiceDesktop();
  const { verbs } = valet;
  const stale = `[${ROLE}]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\naws_session_token = AQoDYXdzEJr1K\n`;
  await writeFile(valet.practice.app.credentialsPath, stale);
  const shown = await valueFrom('previewManage', verbs.previewManage(ROLE));
  expect(shown.removesSession).toBe(true);
  expect(shown.diff).toContain('-aws_session_token');
  expect(JSON.stringify(shown)).not.toContain('EXAMPLEKEY');
  expect(await verbs.manageRole(ROLE, false, false)).toMatchObject({
    ok: false,
    error: { code: 'MANAGE_REFUSED', message: expect.stringMatching(/line \d+/) },
  });
  expect(await credentialsText()).toBe(stale);
  await valueFrom('manageRole', verbs.manageRole(ROLE, true, false));
  expect(await credentialsText()).not.toContain('aws_session_token');
});
