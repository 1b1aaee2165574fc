import { afterEach, expect, test } from 'vitest';
import { valueFrom } from './testing/answer-value.ts';
import { type PracticeDesktop, practiceDesktop } from './testing/practice-desktop.ts';

const ROLE = 'shop-dev-readonly';

let valet: PracticeDesktop;
afterEach(() => valet.close());

test('the console opens in the browser as the role, and its link is in no answer', async () => {
  valet = await practiceDesktop();
  const wish = { service: ' s3 ', isReadOnly: false };
  const done = await valueFrom('openConsole', valet.verbs.openConsole(ROLE, wish));
  expect(done.message).toMatch(/^The console is open as shop-dev-readonly until \d/);
  const [link = ''] = valet.opened;
  expect(link).toContain('SigninToken=');
  expect(decodeURIComponent(link)).toContain('/s3/home');
  const token = URL.parse(link)?.searchParams.get('SigninToken') ?? '';
  expect(token.length).toBeGreaterThan(20);
  expect(JSON.stringify([done, valet.desktop.snapshot])).not.toContain(token);
  const page = await fetch(link);
  expect(await page.text()).toContain('readonly');
  expect(valet.role(ROLE)?.state).toBe('active');
});

test('a read-only console is another session, which the role’s own does not become', async () => {
  valet = await practiceDesktop();
  const wish = { service: '', isReadOnly: true };
  const done = await valueFrom('openConsole', valet.verbs.openConsole(ROLE, wish));
  expect(done.message).toContain('read-only');
  expect(valet.opened).toHaveLength(1);
  expect(valet.role(ROLE)?.state).toBe('idle');
});

test('rows tell where a chain starts and what opens the console', async () => {
  valet = await practiceDesktop();
  expect(valet.role(ROLE)).toMatchObject({ baseKind: 'key', console: { canBeReadOnly: true } });
  expect(valet.role('ci')).toMatchObject({ baseKind: 'key' });
  expect(valet.role('ci')).not.toHaveProperty('console');
  expect(await valet.verbs.openConsole('ci', { service: '', isReadOnly: false })).toMatchObject({
    ok: false,
    error: { code: 'CONSOLE_NOT_POSSIBLE' },
  });
  expect(valet.opened).toEqual([]);
});

test('a service that is none changes nothing and names the field', async () => {
  valet = await practiceDesktop();
  const wish = { service: '//evil.example', isReadOnly: false };
  // A role that wants a code: nobody is asked for one in vain.
  expect(await valet.verbs.openConsole('hub', wish)).toMatchObject({
    ok: false,
    error: { code: 'USAGE', message: expect.not.stringContaining('--service') },
  });
  expect(valet.desktop.snapshot.question).toBeUndefined();
  expect(valet.practice.sts.calls).toEqual([]);
  expect(valet.opened).toEqual([]);
});
