import { afterEach, expect, test } from 'vitest';
import { practiceKey } from '../testing/plain-key-files.ts';
import { valueFrom } from './testing/answer-value.ts';
import { type PracticeDesktop, practiceDesktop } from './testing/practice-desktop.ts';

let valet: PracticeDesktop;
afterEach(() => valet.close());

test('the roles are copied as JSON and come in again from a pasted text', async () => {
  valet = await practiceDesktop();
  const { verbs, practice } = valet;
  await valueFrom('copyCatalogue', verbs.copyCatalogue(false));
  const { text = '', clearAfterSeconds } = valet.copied.at(-1) ?? {};
  expect(clearAfterSeconds).toBeUndefined();
  expect(text).not.toContain(practiceKey(practice, 'ci').accessKeyId);
  const same = await valueFrom('previewImport', verbs.previewImport(text, ''));
  expect(same.roles).toEqual([]);
  expect(same.skipped.length).toBeGreaterThan(5);

  const pasted = '[team-admin]\nrole_arn = arn:aws:iam::111122223333:role/admin\ncolor = ff0000\n';
  const sourceless = await valueFrom('previewImport', verbs.previewImport(pasted, ''));
  expect(sourceless).toMatchObject({ roles: [], wantsSource: true });
  const shown = await valueFrom('previewImport', verbs.previewImport(pasted, 'ci'));
  expect(shown.roles).toEqual([
    { profile: 'team-admin', roleArn: 'arn:aws:iam::111122223333:role/admin' },
  ]);
  expect(shown.diff).toContain('+[profile team-admin]');
  await valueFrom('importRoles', verbs.importRoles(pasted, 'ci'));
  expect(valet.role('team-admin')).toMatchObject({ chain: ['ci', 'team-admin'], colour: 'red' });
});
