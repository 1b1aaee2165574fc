import type { BaseKindView, ConsoleView } from '../../../contract/access.ts';
import { type ErrorValue, isRoleValetError } from '../../../contract/errors.ts';
import { ChainResolver } from '../../chain/chain-resolver.ts';
import { listEntries, type RoleEntry } from '../../chain/list-entries.ts';
import { signInName } from '../../chain/sign-in-name.ts';
import type { Chain, Draft } from '../../chain/types.ts';
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
  const resolver = new ChainResolver(context);
  return listEntries(context).map((entry) => factsOf(context, resolver, entry));
}

function factsOf(context: LoadedContext, resolver: ChainResolver, entry: RoleEntry): RoleFacts {
  const facts: Draft<RoleFacts> = {
    profile: entry.profile,
    kind: entry.kind,
    roleName: nameIn(entry),
    chain: [],
    wantsExternalId: false,
    isManaged: entry.managed,
    defaultTarget: `${entry.profile}-session`,
  };
  if (entry.accountId !== undefined) facts.accountId = entry.accountId;
  if (entry.roleArn !== undefined) facts.roleArn = entry.roleArn;
  const chain = entry.error ?? chainOf(resolver, entry.profile);
  if ('code' in chain) facts.failure = chain;
  else addChain(facts, chain, context);
  return facts;
}

function chainOf(resolver: ChainResolver, profile: string): Chain | ErrorValue {
  try {
    return resolver.resolve(profile);
  } catch (error) {
    if (isRoleValetError(error)) {
      return error.toValue();
    }
    throw error;
  }
}

function addChain(facts: Draft<RoleFacts>, chain: Chain, context: LoadedContext): void {
  const { base, hops, mfa, outputRegion } = chain;
  const roles = hops.map((hop) => hop.profile);
  const selected = hops.at(-1);
  const signIn = signInName(base, context.config);
  facts.chain = base.profile === roles[0] ? roles : [base.profile, ...roles];
  facts.base = base.profile;
  facts.wantsExternalId = selected?.externalId !== undefined;
  facts.defaultTarget = chain.defaultTarget;
  facts.baseKind = base.kind;
  if (opensConsole(chain)) facts.console = { canBeReadOnly: selected?.policyArns.length === 0 };
  if (mfa !== undefined) facts.mfaSerial = mfa.serial;
  if (signIn !== undefined) facts.signIn = signIn;
  if (outputRegion !== undefined) facts.region = outputRegion;
}

/** The last part of the role's ARN: what people call the role. */
function nameIn({ profile, roleArn }: RoleEntry): string {
  return roleArn?.slice(roleArn.lastIndexOf('/') + 1) || profile;
}
