import type { BaseKindView, ConsoleView } from '../../../contract/access.ts';
import { type ErrorValue, isRoleValetError } from '../../../contract/errors.ts';
import { listEntries, type RoleEntry } from '../../chain/list-entries.ts';
import { resolveChain } from '../../chain/resolve-chain.ts';
import { signInName } from '../../chain/sign-in-name.ts';
import type { Chain } from '../../chain/types.ts';
import { opensConsole } from '../../console/console-session.ts';
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
  /** What a person signs in to for its base. */
  readonly signIn?: string;
  readonly wantsExternalId: boolean;
  readonly defaultTarget: string;
  readonly isManaged: boolean;
  readonly baseKind?: BaseKindView;
  readonly console?: ConsoleView;
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
    const chain = resolveChain(context, entry.profile);
    const { base, hops, mfa, outputRegion, defaultTarget } = chain;
    const roles = hops.map((hop) => hop.profile);
    const signIn = signInName(base, context.config);
    return {
      ...plain,
      chain: base.profile === roles[0] ? roles : [base.profile, ...roles],
      base: base.profile,
      wantsExternalId: hops.at(-1)?.externalId !== undefined,
      defaultTarget,
      baseKind: base.kind,
      ...consoleOf(chain),
      ...(mfa === undefined ? {} : { mfaSerial: mfa.serial }),
      ...(signIn === undefined ? {} : { signIn }),
      ...(outputRegion === undefined ? {} : { region: outputRegion }),
    };
  } catch (error) {
    if (isRoleValetError(error)) {
      return { ...plain, failure: error.toValue() };
    }
    throw error;
  }
}

function consoleOf(chain: Chain): Pick<RoleFacts, 'console'> {
  const { hops } = chain;
  if (!opensConsole(chain)) return {};
  return { console: { canBeReadOnly: hops.length > 0 && hops.at(-1)?.policyArns.length === 0 } };
}

/** The last part of the role's ARN: what people call the role. */
function nameIn({ profile, roleArn }: RoleEntry): string {
  return roleArn?.split('/').at(-1) || profile;
}
