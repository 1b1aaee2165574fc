import { property } from '../aws-config/profile-property.ts';
import type { ConfigFinding } from '../aws-config/types.ts';
import { basePartition } from './base-partition.ts';
import { CallPlaces } from './call-places.ts';
import type { ChainContext } from './chain-context.ts';
import { buildHop, profileRegion, type ReadRole, readRole } from './chain-hops.ts';
import { ChainStart } from './chain-start.ts';
import { faultAt, placeText } from './fault.ts';
import { requireValue } from './outcome.ts';
import { type Partition, partitionNamed, realRegion } from './partitions.ts';
import type { ProfileRegion } from './region.ts';
import { checkInheritedTags } from './session-tags.ts';
import { warnSourceIdentity } from './source-identity.ts';
import type { SourceWay } from './source-way.ts';
import { SourceWays } from './source-ways.ts';
import type { Chain, Draft, Hop } from './types.ts';

/**
 * Resolves the chains of one context's profiles. What roles share (the sources behind them, their
 * base, the places of calls) is worked out once, so whoever needs many chains uses one resolver, for
 * as long as the context is the same. The order of the profiles makes no difference.
 */
export class ChainResolver {
  readonly #context: ChainContext;
  readonly #places: CallPlaces;
  readonly #ways: SourceWays;

  constructor(context: ChainContext) {
    this.#context = context;
    this.#places = new CallPlaces(context);
    this.#ways = new SourceWays(context, this.#places);
  }

  /** The chain of a profile: `resolveChain` says what it holds and what is thrown. */
  resolve(profile: string): Chain {
    const { config, regionOverride } = this.#context;
    const { role, way } = this.#ways.pathTo(profile);
    const warnings: ConfigFinding[] = [];
    const selected = role && readRole(role);
    const nearest = (role && profileRegion(role)) ?? way.region;
    const hops = selected === undefined ? [] : this.#hops(selected, way, nearest, warnings);
    const start = this.#start(way, hops[0]);
    const mfa = start.device(selected, warnings);
    warnSourceIdentity(hops, config.profiles, warnings);
    const region = regionOverride ?? nearest?.setting.value;
    const target = selected?.isPlain
      ? undefined
      : property(role?.profile ?? way.baseProfile, 'valet_target')?.value;
    const chain: Draft<Chain> = {
      profile,
      base: start.base(),
      hops,
      defaultTarget: target ?? `${profile}-session`,
      warnings,
    };
    if (mfa !== undefined) chain.mfa = mfa;
    if (region !== undefined) chain.outputRegion = realRegion(region);
    return chain;
  }

  #hops(
    selected: ReadRole,
    way: SourceWay,
    nearest: ProfileRegion | undefined,
    warnings: ConfigFinding[],
  ): readonly Hop[] {
    checkPartitions(selected, way);
    const hops = new Array<Hop>(way.length + 1);
    for (let { last, length } = way; last !== undefined; { last, length } = last.behind) {
      const call = requireValue(last.call);
      hops[length - 1] = call.hop;
      if (call.warnings.length > 0) warnings.unshift(...call.warnings);
    }
    hops[way.length] = buildHop(this.#context, this.#places, selected, nearest, true, warnings);
    checkInheritedTags(hops, this.#context.config.profiles);
    return hops;
  }

  #start(way: SourceWay, first: Hop | undefined): ChainStart {
    const partition =
      first === undefined
        ? basePartition(this.#context, way)
        : (partitionNamed(first.partition) as Partition);
    let start = way.starts.get(partition);
    if (start === undefined) {
      start = new ChainStart(this.#context, this.#places, way, partition);
      way.starts.set(partition, start);
    }
    return start;
  }
}

/** All roles of a chain are in one partition. Throws ROLE_ARN_INVALID or PARTITION_MISMATCH. */
function checkPartitions(selected: ReadRole, way: SourceWay): void {
  const { partition } = selected.arn;
  if (way.last !== undefined) requireValue(way.last.partition);
  for (let { last } = way; last !== undefined; { last } = last.behind) {
    const other = requireValue(last.partition);
    if (other === partition) continue;
    throw faultAt(
      'PARTITION_MISMATCH',
      selected.roleArn.at,
      `the role is in the partition ${partition}, but its source ${last.profile.name} (${placeText(last.roleArn.at)}) in ${other}`,
      'Partitions share no credentials: give the role a source in its own partition.',
    );
  }
}
