import type { BaseKindView } from '../../electron/contract/access.ts';

const NAMES: Readonly<Record<BaseKindView, string>> = {
  key: 'key',
  session: 'session',
  environment: 'environment',
  sso: 'SSO (IAM Identity Center)',
  login: 'aws login',
  process: 'credential_process',
  'web-identity': 'web identity',
  instance: 'EC2 instance',
  container: 'container',
};

/** What a chain starts from, within a sentence; a kind that is not known by its own name. */
export function baseKindName(kind: string): string {
  return Object.hasOwn(NAMES, kind) ? NAMES[kind as BaseKindView] : kind;
}

/** The same where there is little room. */
export function baseKindShort(kind: string): string {
  return kind === 'sso' ? 'SSO' : baseKindName(kind);
}
