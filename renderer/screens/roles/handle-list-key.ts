import type { KeyboardEvent, RefObject } from 'react';
import type { ListItem } from './arrange-roles.ts';
import { type ListCommand, listCommand } from './list-keys.ts';
import { movedSelection, type SelectedRow } from './list-selection.ts';
import type { RoleActions } from './use-role-actions.ts';

/** What the keys of the roles screen work on. */
export interface ListKeyTools {
  readonly search: RefObject<HTMLInputElement | null>;
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly query: string;
  readonly items: readonly ListItem[];
  readonly selected: SelectedRow | undefined;
  readonly actions: RoleActions;
  readonly onQuery: (query: string) => void;
  readonly onSelect: (profile: string) => void;
  readonly onHelp: () => void;
}

/** Answers a key press in the search field or on the list; see `list-keys.ts` for their meaning. */
export function handleListKey(event: KeyboardEvent<HTMLElement>, tools: ListKeyTools): void {
  const { search, grid, query } = tools;
  const isInSearch = event.target === search.current;
  const isInGrid = event.target === grid.current;
  const command = listCommand(event, {
    isSearching: isInSearch,
    query,
    hasSelection: hasSelectedText(search.current),
  });
  // Keys on a button are the button's own; only the ways back to the search and to help remain.
  const isFreeKey =
    command?.kind === 'search' || command?.kind === 'clear' || command?.kind === 'help';
  if (command === undefined || (!isInSearch && !isInGrid && !isFreeKey)) {
    return;
  }
  event.preventDefault();
  carryOut(command, isInSearch, tools);
}

function carryOut(command: ListCommand, isInSearch: boolean, tools: ListKeyTools): void {
  const { search, selected } = tools;
  switch (command.kind) {
    case 'move':
      moveSelection(command.to, isInSearch, tools);
      return;
    case 'clear':
      tools.onQuery('');
      search.current?.focus();
      return;
    case 'search':
      search.current?.focus();
      search.current?.select();
      return;
    case 'type':
      tools.onQuery(tools.query + command.text);
      search.current?.focus();
      return;
    case 'help':
      tools.onHelp();
      return;
    default:
      if (selected !== undefined) {
        tools.actions[command.kind](selected.role);
      }
  }
}

function moveSelection(
  to: Extract<ListCommand, { kind: 'move' }>['to'],
  isInSearch: boolean,
  { search, grid, items, selected, onSelect }: ListKeyTools,
): void {
  if (selected === undefined || (isInSearch && to === 'previous')) {
    return;
  }
  if (!isInSearch && to === 'previous' && selected.isFirst) {
    search.current?.focus();
    return;
  }
  grid.current?.focus();
  onSelect(movedSelection(items, selected, to));
}

function hasSelectedText(field: HTMLInputElement | null): boolean {
  const isInField = field !== null && field.selectionStart !== field.selectionEnd;
  return isInField || (document.getSelection()?.toString() ?? '') !== '';
}
