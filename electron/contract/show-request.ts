/** What main asks of the window. */

export type Screen = 'roles' | 'keys' | 'doctor' | 'activity' | 'settings';

/** What main asks the window to show, after a click in the tray or on a notification. */
export type ShowRequest =
  | { readonly kind: 'screen'; readonly screen: Screen }
  | { readonly kind: 'role'; readonly profile: string }
  /** The question for a code that is open. */
  | { readonly kind: 'question' };
