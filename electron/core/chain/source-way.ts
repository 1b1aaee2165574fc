import type { RoleValetError } from '../../contract/errors.ts';
import type { ConfigFinding, Profile } from '../aws-config/types.ts';
import type { CallPlaces } from './call-places.ts';
import type { ChainContext } from './chain-context.ts';
import { buildHop, profileRegion, readRole } from './chain-hops.ts';
import type { PathRole } from './chain-path.ts';
import type { ChainStart } from './chain-start.ts';
import { type Outcome, outcomeOf, requireValue } from './outcome.ts';
import type { Partition } from './partitions.ts';
import type { ProfileRegion } from './region.ts';
import type { Base, Hop } from './types.ts';

/**
 * The way from a base to a source, the same for every role that names the source. A list that begins
 * at the source and ends at the base: ways share what they have in common.
 */
export interface SourceWay {
  readonly base: Base;
  /** Undefined for a key that no file mentions. */
  readonly baseProfile: Profile | undefined;
  /** The source as a role, and what stands behind it; undefined where the source is the base. */
  readonly last: SourceRole | undefined;
  /** How many roles it has. */
  readonly length: number;
  /** The region that a role in front of it takes where it names none itself. */
  readonly region: ProfileRegion | undefined;
  /** Where the chains of roles in each partition start; kept by whoever resolves them. */
  readonly starts: Map<Partition, ChainStart>;
}

/** A role that others start from. Faults are kept, and thrown when it is their turn. */
export interface SourceRole extends PathRole {
  readonly behind: SourceWay;
  /** The partition of its ARN, or the fault of the nearest wrong ARN from here to the base. */
  readonly partition: Outcome<string>;
  /** Its call, or the fault of the first call from the base to here that can't be made. */
  readonly call: Outcome<SourceCall>;
}

interface SourceCall {
  readonly hop: Hop;
  readonly warnings: readonly ConfigFinding[];
}

/** The way that is nothing but a base. */
export function baseWay({ config }: ChainContext, base: Base): SourceWay {
  const baseProfile = config.profiles.get(base.profile);
  const region = baseProfile && profileRegion({ profile: baseProfile });
  return { base, baseProfile, last: undefined, length: 0, region, starts: new Map() };
}

/** The way that goes on from another one by a role. */
export function roleWay(
  context: ChainContext,
  places: CallPlaces,
  behind: SourceWay,
  role: PathRole,
): SourceWay {
  const { profile, roleArn } = role;
  const region = profileRegion(role) ?? behind.region;
  const read = outcomeOf(() => readRole(role));
  const makeCall = (): SourceCall => {
    const warnings: ConfigFinding[] = [];
    const hop = buildHop(context, places, requireValue(read), region, false, warnings);
    return { hop, warnings };
  };
  const partition = 'fault' in read ? read : { value: read.value.arn.partition };
  return {
    base: behind.base,
    baseProfile: behind.baseProfile,
    last: {
      profile,
      roleArn,
      behind,
      partition: faultIn(partition) ?? faultIn(behind.last?.partition) ?? partition,
      call: faultIn(behind.last?.call) ?? outcomeOf(makeCall),
    },
    length: behind.length + 1,
    region,
    starts: new Map(),
  };
}

function faultIn(outcome: Outcome<unknown> | undefined): { fault: RoleValetError } | undefined {
  return outcome !== undefined && 'fault' in outcome ? outcome : undefined;
}
