import { createContext, useContext } from 'react';
import type { ShowRequest } from '../../electron/contract/show-request.ts';

/** Where the window is. `original` is the profile that the form edits; empty for a new role. */
export type Place =
  | { readonly screen: 'roles' }
  /** With `asks`, the chain is checked at once, to see why it does not work: a wish for one time. */
  | { readonly screen: 'role'; readonly profile: string; readonly asks?: 'why' }
  | { readonly screen: 'role-form'; readonly original: string }
  | { readonly screen: 'keys' }
  | { readonly screen: 'doctor' }
  | { readonly screen: 'activity' }
  | { readonly screen: 'import' }
  | { readonly screen: 'settings' };

/** The places that lead here, each with the id of what had the focus when it was left. */
export interface Trail {
  readonly place: Place;
  readonly earlier: readonly { readonly place: Place; readonly focusedId: string }[];
  /** Id of the element that gets the focus here; empty for the place's own choice. */
  readonly focusId: string;
}

export type Move =
  | { readonly kind: 'open'; readonly place: Place; readonly focusedId: string }
  | { readonly kind: 'back' }
  /** The screen carries out what its place asks. */
  | { readonly kind: 'answered' };

export const START: Trail = { place: { screen: 'roles' }, earlier: [], focusId: '' };

/** Screens that lie on top of another one. */
const ON_TOP: ReadonlySet<Place['screen']> = new Set(['role', 'role-form', 'import']);

/**
 * The next trail. A tab starts a new trail, so that Back never wanders through tabs. What a place asks
 * is left behind with it, so that Back shows it and starts nothing.
 */
export function follow(trail: Trail, move: Move): Trail {
  if (move.kind === 'back') {
    const last = trail.earlier.at(-1);
    return last === undefined
      ? START
      : { place: last.place, earlier: trail.earlier.slice(0, -1), focusId: last.focusedId };
  }
  if (move.kind === 'answered') {
    return hasWish(trail.place) ? { ...trail, place: withoutWish(trail.place) } : trail;
  }
  if (isSamePlace(trail.place, move.place)) {
    return hasWish(move.place) ? { ...trail, place: move.place } : trail;
  }
  const isTab = !ON_TOP.has(move.place.screen);
  const earlier = isTab
    ? []
    : [...trail.earlier, { place: withoutWish(trail.place), focusedId: move.focusedId }];
  return { place: move.place, earlier, focusId: '' };
}

/** A request that names a place; the question for a code lies over whatever place is open. */
export type PlaceRequest = Exclude<ShowRequest, { readonly kind: 'question' }>;

/** The place that main asks to see. */
export function requestedPlace(request: PlaceRequest): Place {
  return request.kind === 'role'
    ? { screen: 'role', profile: request.profile }
    : { screen: request.screen };
}

/** Names a place: the same one, whatever it asks. */
export function placeKey(place: Place): string {
  return JSON.stringify(withoutWish(place));
}

function isSamePlace(first: Place, second: Place): boolean {
  return placeKey(first) === placeKey(second);
}

function hasWish(place: Place): boolean {
  return place.screen === 'role' && place.asks !== undefined;
}

function withoutWish(place: Place): Place {
  if (place.screen !== 'role') {
    return place;
  }
  const { asks: _, ...asItIs } = place;
  return asItIs;
}

export interface Navigation {
  readonly place: Place;
  open(place: Place): void;
  /** To where the user came from; from a tab to the roles. */
  back(): void;
  /** To be called by the screen that carries out what its place asks: it is asked once. */
  answered(): void;
}

export const NavigationContext = createContext<Navigation | undefined>(undefined);

/** @throws outside of the app's frame */
export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (navigation === undefined) {
    throw new Error('useNavigation needs a NavigationContext.');
  }
  return navigation;
}
