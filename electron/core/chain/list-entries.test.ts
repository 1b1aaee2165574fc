import { describe, expect, test } from 'vitest';
import { listEntries } from './list-entries.ts';
import { resolveChain } from './resolve-chain.ts';
import { contextOf, errorOf, role, staticKeys } from './testing/context.ts';

describe('listEntries', () => {
  test('lists roles and bases in the order of the files, then keys that no file mentions', () => {
    const config = [
      '[profile settings-only]\nregion = eu-west-1\n',
      role('a', 'base'),
      '[profile base]\n',
      '[profile sso]\nsso_session = corp\n',
      '[profile m]\nvalet_role_arn = arn:aws:iam::111122223333:role/m\nvalet_source_profile = base\n',
    ].join('');
    const credentials = `${staticKeys('old')}${staticKeys('a-session', 'aws_session_token = t')}`;
    const context = contextOf(config, {
      keys: ['base', 'bare'],
      credentials,
      ownTargets: new Set(['a-session']),
    });
    expect(listEntries(context)).toEqual([
      {
        profile: 'a',
        kind: 'role',
        roleArn: 'arn:aws:iam::111122223333:role/a',
        accountId: '111122223333',
        sourceProfile: 'base',
        managed: false,
      },
      { profile: 'base', kind: 'base', managed: false },
      { profile: 'sso', kind: 'base', managed: false },
      {
        profile: 'm',
        kind: 'role',
        roleArn: 'arn:aws:iam::111122223333:role/m',
        accountId: '111122223333',
        sourceProfile: 'base',
        managed: true,
      },
      { profile: 'old', kind: 'base', managed: false },
      { profile: 'bare', kind: 'base', managed: false },
    ]);
  });

  test('a base that roles start from is listed without its key too, with the way to add it', () => {
    const entries = listEntries(contextOf(`[profile base]\n${role('a', 'base')}`));
    expect(entries.map(({ profile, error }) => [profile, error?.code])).toEqual([
      ['base', 'BASE_KEY_MISSING'],
      ['a', 'BASE_KEY_MISSING'],
    ]);
    expect(entries[0]?.error?.hint).toContain('role-valet keys add base');
  });

  test('a ring disables its roles and those behind it, and no other', () => {
    const ring = role('x', 'y') + role('y', 'z') + role('z', 'x');
    const config = `${role('tail', 'y')}${ring}${role('self', 'self')}[profile base]\n${role('ok', 'base')}`;
    const context = contextOf(config, { keys: ['base'] });
    const errors = new Map(listEntries(context).map(({ profile, error }) => [profile, error]));
    for (const name of ['tail', 'x', 'y', 'z']) {
      expect(errors.get(name)?.message).toMatch(/loop: x > y > z > x$/);
      expect(errors.get(name)).toEqual(errorOf(() => resolveChain(context, name)).toValue());
    }
    expect(errors.get('self')?.code).toBe('CHAIN_BROKEN');
    expect(errors.get('ok')).toBeUndefined();
  });

  test('a broken ARN is shown as written, and breaks the roles behind it', () => {
    const broken =
      '[profile b]\nrole_arn = arn:aws:iam:111122223333:role/b\nsource_profile = base\n';
    const context = contextOf(`[profile base]\n${broken}${role('a', 'b')}`, { keys: ['base'] });
    const [, b, a] = listEntries(context);
    expect(b).toMatchObject({
      roleArn: 'arn:aws:iam:111122223333:role/b',
      error: { code: 'ROLE_ARN_INVALID' },
    });
    expect(b).not.toHaveProperty('accountId');
    expect(a?.error).toEqual(b?.error);
  });

  test('5,000 roles behind hubs, and a chain of 5,000, are listed and resolved', () => {
    const hubs = Array.from({ length: 10 }, (_, index) => role(`hub-${index}`, 'base')).join('');
    const roles = Array.from({ length: 5000 }, (_, index) =>
      role(`r-${index}`, `hub-${index % 10}`),
    ).join('');
    const wide = contextOf(`[profile base]\n${hubs}${roles}`, { keys: ['base'] });
    const entries = listEntries(wide);
    expect(entries).toHaveLength(5011);
    expect(entries.filter(({ error }) => error !== undefined)).toEqual([]);
    for (const { profile } of entries) resolveChain(wide, profile);

    const links = Array.from({ length: 5000 }, (_, index) =>
      role(`l-${index}`, index === 0 ? 'base' : `l-${index - 1}`),
    );
    const deep = contextOf(`[profile base]\n${links.join('')}`, { keys: ['base'] });
    expect(listEntries(deep).filter(({ error }) => error !== undefined)).toEqual([]);
    expect(resolveChain(deep, 'l-4999').hops).toHaveLength(5000);
  });
});
