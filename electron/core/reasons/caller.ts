import type { CallEvidence } from '../aws/sts/refused-call.ts';
import type { CallerIdentity } from '../aws/sts/types.ts';

/** Who made a refused call, as far as it is known. */
export interface Caller {
  /** As `GetCallerIdentity` gives it: a user's ARN, or that of a role's session. */
  readonly arn?: string;
  readonly accountId?: string;
  readonly partition?: string;
  /** The unique id: `AIDA...`, or `AROA...:session`. */
  readonly userId?: string;
  readonly principal?: Principal;
}

/** Whom a policy would name to mean the caller. */
export type Principal =
  | { readonly kind: 'user' | 'role'; readonly arn: string }
  /** The ARN of a role's session does not show the role's path, and nothing else told it. */
  | { readonly kind: 'role-without-path'; readonly account: string; readonly name: string }
  | { readonly kind: 'root' | 'federated'; readonly arn: string };

/**
 * The caller, from an identity check, the chain's own hops and AWS's text, in this order. The role's
 * path is dropped in the ARN of its session, so a policy's principal is taken from the hop that made
 * the session (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html).
 */
export function callerOf(evidence: CallEvidence, identity?: CallerIdentity): Caller {
  const { place, answer } = evidence;
  const arn =
    identity?.arn ??
    place?.callerSessionArn ??
    /^User: (arn:\S+) is not/.exec(answer?.text ?? '')?.[1];
  const [, partition, accountId] = /^arn:([\w-]+):(?:iam|sts)::(\d{12}):/.exec(arn ?? '') ?? [];
  if (arn === undefined || partition === undefined || accountId === undefined) return {};
  const principal = principalOf(arn, place?.callerRoleArn);
  return {
    arn,
    partition,
    accountId,
    ...(identity === undefined ? {} : { userId: identity.userId }),
    ...(principal === undefined ? {} : { principal }),
  };
}

function principalOf(arn: string, roleArn: string | undefined): Principal | undefined {
  const [head = '', name = ''] = arn.split('/');
  if (/:user$/.test(head)) return { kind: 'user', arn };
  if (arn.endsWith(':root')) return { kind: 'root', arn };
  if (/:federated-user$/.test(head)) return { kind: 'federated', arn };
  if (!/:assumed-role$/.test(head)) return undefined;
  if (roleArn?.endsWith(`/${name}`) === true) return { kind: 'role', arn: roleArn };
  const account = head.replace(':sts:', ':iam:').replace(/:assumed-role$/, '');
  return { kind: 'role-without-path', account, name };
}

/** The caller in words for a sentence. */
export function callerText({ principal, arn }: Caller): string {
  if (principal?.kind === 'role') return `the role ${principal.arn}`;
  return arn ?? 'the caller';
}
