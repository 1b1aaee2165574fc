import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { practiceKey, withPlainKeys } from '../testing/plain-key-files.ts';
import { valueFrom } from './testing/answer-value.ts';
import { type PracticeDesktop, practiceDesktop } from './testing/practice-desktop.ts';

let valet: PracticeDesktop;
afterEach(() => valet.close());

const credentialsText = () => readFile(valet.practice.app.credentialsPath, 'utf8');

test('a plain key is found, moved, and its lines come back by an undo', async () => {
  valet = await practiceDesktop();
  const { practice, verbs } = valet;
  const text = await withPlainKeys(practice);
  await valet.desktop.refresh();
  const secret = practiceKey(practice, 'ci').secretAccessKey;

  const found = await valueFrom('findPlainKeys', verbs.findPlainKeys());
  expect(found.keys.map(({ profile }) => profile).toSorted()).toEqual(['ci', 'security']);
  expect(JSON.stringify(found)).not.toContain(secret);
  const adopted = await valueFrom('adoptKeys', verbs.adoptKeys(['ci']));
  expect(adopted).toMatchObject({ unmanaged: ['ci'], left: [] });
  expect(await credentialsText()).not.toContain(secret);
  expect(valet.desktop.snapshot.keys.map(({ profile }) => profile)).toEqual(['ci']);

  const [change] = await valueFrom('listChanges', verbs.listChanges());
  expect(change).toMatchObject({ isUndone: false, paths: [practice.app.credentialsPath] });
  const preview = await valueFrom('previewUndo', verbs.previewUndo(change?.id ?? ''));
  expect(preview.files[0]?.diff).toContain('+aws_access_key_id');
  expect(JSON.stringify(preview)).not.toContain(secret);
  await valueFrom('undoChange', verbs.undoChange(change?.id ?? ''));
  expect(await credentialsText()).toBe(text);
  // The keychain keeps its copy, so only the lines are left to move.
  expect(await valueFrom('findPlainKeys', verbs.findPlainKeys())).toMatchObject({
    keys: expect.arrayContaining([expect.objectContaining({ profile: 'ci', isStored: true })]),
  });
});

test('a key that AWS refuses stays in the file, and the refusal says so', async () => {
  valet = await practiceDesktop();
  const wrong =
    '[lost]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n';
  await writeFile(valet.practice.app.credentialsPath, wrong);
  const refused = await valet.verbs.adoptKeys(['lost']);
  expect(refused).toMatchObject({ ok: false, error: { code: 'STS_KEY_INVALID' } });
  expect(await credentialsText()).toBe(wrong);
});
