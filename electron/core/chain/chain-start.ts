import { property } from '../aws-config/profile-property.ts';
import type { ConfigFinding, Profile } from '../aws-config/types.ts';
import type { CallPlaces } from './call-places.ts';
import type { ChainContext } from './chain-context.ts';
import { profileRegion, type ReadRole } from './chain-hops.ts';
import { findMfaDevice } from './mfa-device.ts';
import { type Outcome, outcomeOf, requireValue } from './outcome.ts';
import type { Partition } from './partitions.ts';
import { chooseRegion } from './region.ts';
import { roleSetting } from './role-settings.ts';
import type { SourceWay } from './source-way.ts';
import type { Base, MfaDevice } from './types.ts';

/** The start of all chains that lead over one way to roles of one partition. */
export class ChainStart {
  readonly #way: SourceWay;
  readonly #partition: Partition;
  readonly #base: Outcome<Base>;
  #usualDevice: Outcome<MfaDevice | undefined> | undefined;

  constructor(context: ChainContext, places: CallPlaces, way: SourceWay, partition: Partition) {
    this.#way = way;
    this.#partition = partition;
    this.#base = outcomeOf(() => withCallPlace(context, places, way, partition));
  }

  /** The base, with where it calls GetSessionToken. Throws what `chooseRegion` and `CallPlaces` do. */
  base(): Base {
    return requireValue(this.#base);
  }

  /**
   * The device whose code the base must give for `selected`, which is undefined for the base itself.
   * Throws as `findMfaDevice`, which has the rules.
   */
  device(selected: ReadRole | undefined, warnings: ConfigFinding[]): MfaDevice | undefined {
    const profile = selected?.profile;
    const isUsual = this.#way.base.kind === 'key' && !saysDevice(selected);
    if (!isUsual) return this.#find(profile, warnings);
    // Where the selected role says nothing, the way alone decides.
    this.#usualDevice ??= this.#usual(profile, warnings);
    return requireValue(this.#usualDevice);
  }

  #usual(selected: Profile | undefined, warnings: ConfigFinding[]): Outcome<MfaDevice | undefined> {
    return outcomeOf(() => this.#find(selected, warnings));
  }

  #find(selected: Profile | undefined, warnings: ConfigFinding[]): MfaDevice | undefined {
    const { base, baseProfile } = this.#way;
    const roles = selected === undefined ? [] : [selected];
    for (let { last } = this.#way; last !== undefined; { last } = last.behind) {
      roles.push(last.profile);
    }
    const partition = this.#partition.name;
    return findMfaDevice({ base, baseProfile, roles, partition }, warnings);
  }
}

function saysDevice(role: ReadRole | undefined): boolean {
  if (role === undefined) return false;
  const { profile, isPlain } = role;
  return isPlain
    ? profile.properties.has('mfa_serial')
    : roleSetting(profile, 'mfa_serial') !== undefined ||
        property(profile, 'mfa_process') !== undefined;
}

function withCallPlace(
  { environment }: ChainContext,
  places: CallPlaces,
  { base, baseProfile }: SourceWay,
  partition: Partition,
): Base {
  if (base.kind !== 'key') return base;
  const region = baseProfile && profileRegion({ profile: baseProfile });
  const chosen = chooseRegion(partition, region, environment);
  return { ...base, getSessionToken: places.of(baseProfile, chosen) };
}
