import { describe, expect, test } from 'vitest';
import { profileNameFault } from './profile-name.ts';

describe('the name of a new profile', () => {
  test.each(['default', 'prod', 'a', 'team/prod:eu-1', 'me@corp.example', '100%', 'x+y_z.1'])(
    '%s is fine',
    (name) => expect(profileNameFault(name)).toBeUndefined(),
  );

  test.each([
    ['', 'is missing'],
    ['my dev', 'holds " "'],
    ['x]', 'holds "]"'],
    ['größe', 'holds "ö"'],
    ['a\nb', 'holds "\\n"'],
    ['🌳', 'holds "🌳"'],
    ['Default', 'lower case'],
    ['DEFAULT', 'lower case'],
    ['-x', 'dash'],
    ['__proto__', 'JavaScript'],
    ['constructor', 'JavaScript'],
    ['x'.repeat(129), 'has 129 characters'],
  ])('%j is told: %s', (name, fault) => expect(profileNameFault(name)).toContain(fault));
});
