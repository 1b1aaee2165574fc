/** What a key press asks of the list. */
export type ListCommand =
  | {
      readonly kind: 'move';
      readonly to: 'next' | 'previous' | 'page-down' | 'page-up' | 'first' | 'last';
    }
  | { readonly kind: 'switch' | 'copy' | 'write' | 'console' | 'stop' | 'details' | 'favourite' }
  | { readonly kind: 'clear' | 'search' | 'help' }
  | { readonly kind: 'type'; readonly text: string };

export interface ListKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

export interface ListKeyContext {
  /** The search field has the focus: letters belong to it. */
  readonly isSearching: boolean;
  readonly query: string;
  /** Text is selected, so that Ctrl+C means that text. */
  readonly hasSelection: boolean;
}

const LETTERS = {
  c: 'copy',
  w: 'write',
  o: 'console',
  s: 'stop',
  i: 'details',
  f: 'favourite',
} as const;

const MOVES: Readonly<Record<string, 'next' | 'previous' | 'page-down' | 'page-up'>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  PageDown: 'page-down',
  PageUp: 'page-up',
};

/**
 * What a key means on the roles screen; undefined leaves it to the browser. While the search has
 * the focus, letters are typed; once an arrow has moved into the list they are commands, and all
 * others go back to the search.
 */
export function listCommand(event: ListKey, context: ListKeyContext): ListCommand | undefined {
  const { key } = event;
  if (event.altKey) {
    return undefined;
  }
  if (event.ctrlKey || event.metaKey) {
    return key.toLowerCase() === 'c' && !context.hasSelection ? { kind: 'copy' } : undefined;
  }
  const move = MOVES[key];
  if (move !== undefined) {
    return { kind: 'move', to: move };
  }
  if (key === 'Enter') {
    return { kind: 'switch' };
  }
  if (key === 'Escape') {
    return context.query === '' ? undefined : { kind: 'clear' };
  }
  if (key === '?') {
    return { kind: 'help' };
  }
  return context.isSearching ? undefined : keyInList(key);
}

function keyInList(key: string): ListCommand | undefined {
  if (key === 'Home' || key === 'End') {
    return { kind: 'move', to: key === 'Home' ? 'first' : 'last' };
  }
  if (key === '/') {
    return { kind: 'search' };
  }
  if (key === 'ArrowRight') {
    return { kind: 'details' };
  }
  const letter = LETTERS[key as keyof typeof LETTERS];
  if (letter !== undefined) {
    return { kind: letter };
  }
  return key.length === 1 && key !== ' ' ? { kind: 'type', text: key } : undefined;
}
