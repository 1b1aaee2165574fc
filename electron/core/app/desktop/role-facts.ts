import { type ErrorValue, isRoleValetError } from '../../../contract/errors.ts';
import { listEntries, type RoleEntry } from '../../chain/list-entries.ts';
import { resolveChain } from '../../chain/resolve-chain.ts';
import type { LoadedContext } from '../load-context.ts';

/** What the files alone say about a role or a base: it changes only when they do. */
export interface RoleFacts {
  readonly profile: string;
  readonly kind: RoleEntry['kind'];
  readonly roleArn?: string;
  readonly roleName: string;
  readonly accountId?: string;
  readonly region?: string;
  readonly chain: readonly string[];
  /** Profile that the chain starts from. */
  readonly base?: string;
  readonly mfaSerial?: string;
  readonly wantsExternalId: boolean;
  readonly defaultTarget: string;
  readonly isManaged: boolean;
  readonly failure?: ErrorValue;
}

/** The facts of every line of the list, in the order of the files. One broken role harms no other. */
export function readRoleFacts(context: LoadedContext): readonly RoleFacts[] {
  return listEntries(context).map((entry) => factsOf(context, entry));
}

function factsOf(context: LoadedContext, entry: RoleEntry): RoleFacts {
  const plain: RoleFacts = {
    profile: entry.profile,
    kind: entry.kind,
    roleName: nameIn(entry),
    chain: [],
    wantsExternalId: false,
    isManaged: entry.managed,
    defaultTarget: `${entry.profile}-session`,
    ...(entry.accountId === undefined ? {} : { accountId: entry.accountId }),
    ...(entry.roleArn === undefined ? {} : { roleArn: entry.roleArn }),
  };
  if (entry.error !== undefined) {
    return { ...plain, failure: entry.error };
  }
  try {
    const { base, hops, mfa, outputRegion, defaultTarget } = resolveChain(context, entry.profile);
    const roles = hops.map((hop) => hop.profile);
    return {
      ...plain,
      chain: base.profile === roles[0] ? roles : [base.profile, ...roles],
      base: base.profile,
      wantsExternalId: hops.at(-1)?.externalId !== undefined,
      defaultTarget,
      ...(mfa === undefined ? {} : { mfaSerial: mfa.serial }),
      ...(outputRegion === undefined ? {} : { region: outputRegion }),
    };
  } catch (error) {
    if (isRoleValetError(error)) {
      return { ...plain, failure: error.toValue() };
    }
    throw error;
  }
}

/** The last part of the role's ARN: what people call the role. */
function nameIn({ profile, roleArn }: RoleEntry): string {
  return roleArn?.split('/').at(-1) || profile;
}
