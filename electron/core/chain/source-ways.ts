import type { CallPlaces } from './call-places.ts';
import type { ChainContext } from './chain-context.ts';
import {
  checkExists,
  loopError,
  nextStep,
  type PathRole,
  ringFrom,
  walkPath,
} from './chain-path.ts';
import { type Outcome, outcomeOf, requireValue } from './outcome.ts';
import { baseWay, roleWay, type SourceWay } from './source-way.ts';

/** A profile's place in a chain: the role that it is, unless it is a base, and what stands behind. */
export interface SharedPath {
  readonly role: PathRole | undefined;
  readonly way: SourceWay;
}

interface KnownSource {
  readonly way: Outcome<SourceWay>;
  /** The profile that the way ends at, for good or with a fault; undefined for one that never ends. */
  readonly end: string | undefined;
}

/**
 * The ways to the profiles of one context, by the rules that AWS SDKs share
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html and the
 * conformance suite `assume-role-tests.json` of https://github.com/smithy-lang/smithy-rs). The way of
 * a source is followed once, however many roles name it.
 */
export class SourceWays {
  readonly #context: ChainContext;
  readonly #places: CallPlaces;
  readonly #known = new Map<string, KnownSource>();

  constructor(context: ChainContext, places: CallPlaces) {
    this.#context = context;
    this.#places = places;
  }

  /** Throws ROLE_NOT_FOUND, CHAIN_LOOP, CHAIN_BROKEN, CONFIG_INVALID or BASE_KEY_MISSING. */
  pathTo(selected: string): SharedPath {
    checkExists(this.#context, selected);
    const step = nextStep(this.#context, selected, true);
    if ('base' in step) return { role: step.role, way: baseWay(this.#context, step.base) };
    const source = step.source.value;
    const { way, end } = this.#known.get(source) ?? this.#follow(source);
    // As a source it would end the way with keys of its own, but its own chain comes back to it.
    if (end === selected) walkPath(this.#context, selected);
    return { role: step.role, way: requireValue(way) };
  }

  /** Goes from source to source until the way is known or ends, then back, noting each. */
  #follow(source: string): KnownSource {
    const roles = new Map<string, PathRole>();
    let known = this.#look(source, roles);
    while (typeof known === 'string') known = this.#look(known, roles);
    for (const [name, role] of [...roles].reverse()) {
      known = this.#note(name, { way: this.#through(role, known.way), end: known.end });
    }
    return known;
  }

  /** What is known of a source, or else the name of the next one; `roles` are those on the way. */
  #look(name: string, roles: Map<string, PathRole>): KnownSource | string {
    if (roles.has(name)) {
      const fault = loopError(this.#context, ringFrom(roles.keys(), name));
      return { way: { fault }, end: undefined };
    }
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const outcome = outcomeOf(() => nextStep(this.#context, name, false));
    if ('fault' in outcome) return this.#note(name, { way: outcome, end: name });
    const step = outcome.value;
    if (step.role !== undefined) roles.set(name, step.role);
    if (!('base' in step)) return step.source.value;
    return this.#note(name, { way: { value: baseWay(this.#context, step.base) }, end: name });
  }

  #through(role: PathRole, behind: Outcome<SourceWay>): Outcome<SourceWay> {
    if ('fault' in behind) return behind;
    return { value: roleWay(this.#context, this.#places, behind.value, role) };
  }

  #note(name: string, known: KnownSource): KnownSource {
    this.#known.set(name, known);
    return known;
  }
}
