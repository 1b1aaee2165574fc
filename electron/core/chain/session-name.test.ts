import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { checkSessionNameTemplate, sessionName } from './session-name.ts';
import { errorOf } from './testing/context.ts';

const AT = { file: 'config', path: '/c', line: 3 } as const;
const CONTEXT = { user: 'ana', host: 'desk.local', role: 'deployer' };

describe('sessionName', () => {
  test.each([
    [undefined, 'ana@desk.local'],
    ['{user}-{role}', 'ana-deployer'],
    ['fixed', 'fixed'],
    ['{user}{user}', 'anaana'],
  ])('%s becomes %s', (template, name) => {
    expect(sessionName(template, CONTEXT)).toBe(name);
  });

  test.each([
    ['Jörg Müller', 'Jorg-Muller'],
    ['DOMAIN\\ana', 'DOMAIN-ana'],
    ['a/b/c', 'a-b-c'],
    ['ci[bot]', 'ci-bot-'],
    ['x', 'role-valet-x'],
    ['', 'role-valet'],
    ['{host}', '-host-'],
  ])('the user %j becomes %s', (user, name) => {
    expect(sessionName('{user}', { ...CONTEXT, user })).toBe(name);
  });

  test('is always what AWS accepts', () => {
    const text = fc.string({ unit: 'binary', maxLength: 100 });
    fc.assert(
      fc.property(
        fc.option(text, { nil: undefined }),
        text,
        text,
        text,
        (template, user, host, role) => {
          expect(sessionName(template, { user, host, role })).toMatch(/^[A-Za-z0-9_+=,.@-]{2,64}$/);
        },
      ),
      { numRuns: loopCount(20_000, 2000), seed: loopSeed() },
    );
  });
});

describe('checkSessionNameTemplate', () => {
  test.each(['ana', '{user}', '{user}@{host}-{role}', 'a.b@example.com'])('takes %s', (value) => {
    expect(checkSessionNameTemplate({ value, at: AT })).toBe(value);
  });

  test.each([
    ['{ticket}', '{ticket}'],
    ['my name', '" "'],
    ['a:b', '":"'],
    ['x', '1 characters'],
    ['x'.repeat(65), '65 characters'],
    ['{user', '"{"'],
  ])('refuses %s, naming the line', (value, said) => {
    const error = errorOf(() => checkSessionNameTemplate({ value, at: AT }));
    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.message).toContain(said);
    expect(error.message).toContain('/c, line 3');
  });
});
