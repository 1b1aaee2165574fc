import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { valueFrom } from './testing/answer-value.ts';
import { type PracticeDesktop, practiceDesktop } from './testing/practice-desktop.ts';

const ROLE = 'shop-dev-readonly';

let valet: PracticeDesktop;
afterEach(() => valet.close());

const configText = () => readFile(valet.practice.app.configPath, 'utf8');

test('findings are mended one by one or all at once, and every change can be taken back', async () => {
  valet = await practiceDesktop();
  const { practice, verbs } = valet;
  const original = await configText();
  const messy = `${original}\n[profile ${ROLE}]\noutput = json\n[profile ci]\noutput = text\n`;
  await writeFile(practice.app.configPath, messy);
  await valet.desktop.refresh();
  await valet.pass(1_000);
  expect((await valet.until(({ doctorErrors }) => doctorErrors > 0)).doctorErrors).toBe(2);

  const { findings } = await valueFrom('examine', verbs.examine());
  const errors = findings.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ code }) => code)).toEqual(['DUPLICATE_SECTION', 'DUPLICATE_SECTION']);
  expect(errors[0]).toMatchObject({
    place: { path: practice.app.configPath, line: expect.any(Number) },
    verdicts: { awsCli: 'refuses-file', javascriptSdk: 'reads' },
    fix: expect.any(String),
  });
  const id = errors[0]?.id ?? '';
  const shown = await valueFrom('previewFix', verbs.previewFix(id));
  expect(shown).toMatchObject({ count: 1, others: [] });
  expect(shown.diff).toMatch(/^[-+]/m);
  await valueFrom('applyFix', verbs.applyFix(id));
  // Found in another text than this one.
  expect(await verbs.applyFix(id)).toMatchObject({ ok: false, error: { code: 'EDIT_REFUSED' } });

  const all = await valueFrom('previewAllFixes', verbs.previewAllFixes());
  expect(all.count).toBeGreaterThan(0);
  await valueFrom('applyAllFixes', verbs.applyAllFixes());
  const after = await valueFrom('examine', verbs.examine());
  expect(after.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(valet.desktop.snapshot.doctorErrors).toBe(0);

  for (const { id: change } of await valueFrom('listChanges', verbs.listChanges())) {
    await valueFrom('undoChange', verbs.undoChange(change));
  }
  expect(await configText()).toBe(messy);
});

test('a walk stops at the first link that breaks, in the window’s words', async () => {
  valet = await practiceDesktop();
  const { verbs } = valet;
  const works = await valueFrom('walkChain', verbs.walkChain(ROLE));
  expect(works.links.every(({ state }) => state === 'ok')).toBe(true);
  const needsCode = await valueFrom('walkChain', verbs.walkChain('shop-dev-deployer'));
  expect(needsCode.links.at(-1)).toMatchObject({
    state: 'needs-you',
    code: 'MFA_REQUIRED',
    hint: expect.stringContaining('Switch to the role'),
  });
});

test('the files’ revision goes up when another program changes them', async () => {
  valet = await practiceDesktop();
  const before = valet.desktop.snapshot.filesRevision;
  await appendFile(valet.practice.app.configPath, '\n# a word\n');
  await valet.until(({ filesRevision }) => filesRevision > before);
});
