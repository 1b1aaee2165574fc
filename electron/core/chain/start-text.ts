import type { Base, BaseKind } from './types.ts';

/** What a kind of base is called in lists. */
const NAMES: Readonly<Record<BaseKind, string>> = {
  key: 'long-term key',
  session: 'session in the files',
  environment: 'environment variables',
  sso: 'IAM Identity Center',
  login: 'aws login',
  process: 'credential_process',
  'web-identity': 'web identity token',
  instance: 'EC2 instance',
  container: 'container',
};

/** The kind of a base in one or two words. */
export function baseKindName(kind: BaseKind): string {
  return NAMES[kind];
}

/** Where a chain starts, in plain words, to follow "Starts from". */
export function startText(base: Base): string {
  const { kind, profile } = base;
  switch (kind) {
    case 'key':
      return base.storage === 'keychain'
        ? `the long-term key of ${profile} in the keychain`
        : `the long-term key of ${profile} in the files, in plain text`;
    case 'session':
      return `the session that stands in the files under ${profile}`;
    case 'environment':
      return base.hasSessionToken === false
        ? 'the long-term key in the environment variables'
        : 'the session in the environment variables';
    case 'sso':
      return `the role that IAM Identity Center gives whoever is signed in, as ${profile} says`;
    case 'login':
      return `the console sign-in that aws login keeps for ${profile}`;
    case 'process':
      return `what the credential_process of ${profile} prints`;
    case 'web-identity':
      return `the role of ${profile}, assumed with the web identity token in its file`;
    case 'instance':
      return 'the role of the EC2 instance that this runs on';
    case 'container':
      return 'the role of the ECS task or EKS pod that this runs in';
  }
}

/** Why what a base gives counts as temporary, as a clause to follow "and". */
export function temporaryText({ kind, profile }: Base): string {
  switch (kind) {
    case 'sso':
      return `those of IAM Identity Center, which ${profile} holds, are such`;
    case 'login':
      return `those of aws login, which ${profile} holds, are such`;
    case 'process':
      return `those of a credential_process, which ${profile} has, count as such`;
    case 'web-identity':
      return `those of a web identity, which ${profile} is, are such`;
    case 'container':
      return 'those of a container are such';
    case 'environment':
      return 'those in the environment variables are such';
    default:
      return `${profile} holds such`;
  }
}

/** Why a role assumed by an EC2 instance is not capped, as a sentence of its own. */
export const INSTANCE_REASON =
  "Not capped at one hour: AWS does not count an EC2 instance's use of its own role as role chaining, so the role's own maximum counts";
