import { expect, test } from 'vitest';
import { baseKindSchema } from '../../electron/contract/access-schema.ts';
import { baseKindName, baseKindShort } from './base-kinds.ts';

test('every kind has words; the long one has a short form', () => {
  expect(baseKindSchema.options.map(baseKindName)).toEqual([
    'key',
    'session',
    'environment',
    'SSO (IAM Identity Center)',
    'aws login',
    'credential_process',
    'web identity',
    'EC2 instance',
    'container',
  ]);
  expect(['sso', 'instance'].map(baseKindShort)).toEqual(['SSO', 'EC2 instance']);
});

test('a kind of a later version goes by its own name', () => {
  expect(baseKindName('constructor')).toBe('constructor');
});
