import { TABS } from '../components/tab-bar.tsx';
import type { Place } from './navigation.ts';

export type FrameCommand =
  | { readonly kind: 'back' }
  | { readonly kind: 'hide' }
  | { readonly kind: 'open'; readonly place: Place };

export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly defaultPrevented: boolean;
}

/**
 * What a key means everywhere in the window, where no screen took it: Escape goes back, and from the
 * roles hides the window; Ctrl or Command with a digit opens a tab, with N the form for a new role,
 * with a comma the settings.
 */
export function frameCommand(
  event: PressedKey,
  place: Place,
  isSomethingOver: boolean,
): FrameCommand | undefined {
  if (event.defaultPrevented || isSomethingOver || event.altKey || event.shiftKey) {
    return undefined;
  }
  const isWithControl = event.ctrlKey || event.metaKey;
  if (!isWithControl) {
    if (event.key !== 'Escape') {
      return undefined;
    }
    return place.screen === 'roles' ? { kind: 'hide' } : { kind: 'back' };
  }
  if (event.key.toLowerCase() === 'n') {
    return { kind: 'open', place: { screen: 'role-form', original: '' } };
  }
  if (event.key === ',') {
    return { kind: 'open', place: { screen: 'settings' } };
  }
  const tab = /^[1-9]$/.test(event.key) ? TABS[Number(event.key) - 1] : undefined;
  return tab === undefined ? undefined : { kind: 'open', place: { screen: tab.screen } };
}
