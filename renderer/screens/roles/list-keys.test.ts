import { expect, test } from 'vitest';
import { type ListKeyContext, listCommand } from './list-keys.ts';

const SEARCHING: ListKeyContext = { isSearching: true, query: 'app', hasSelection: false };
const IN_LIST: ListKeyContext = { isSearching: false, query: 'app', hasSelection: false };

function press(key: string, modifier?: 'ctrlKey' | 'metaKey' | 'altKey') {
  const none = { ctrlKey: false, metaKey: false, altKey: false };
  return modifier === undefined ? { key, ...none } : { key, ...none, [modifier]: true };
}

test('while the search has the focus, letters are typed', () => {
  for (const key of [
    'c',
    'w',
    'o',
    's',
    'i',
    'f',
    '/',
    'x',
    ' ',
    'Home',
    'ArrowRight',
    'Backspace',
  ]) {
    expect(listCommand(press(key), SEARCHING)).toBeUndefined();
  }
});

test.each([
  ['c', { kind: 'copy' }],
  ['w', { kind: 'write' }],
  ['o', { kind: 'console' }],
  ['s', { kind: 'stop' }],
  ['i', { kind: 'details' }],
  ['ArrowRight', { kind: 'details' }],
  ['f', { kind: 'favourite' }],
  ['/', { kind: 'search' }],
  ['Home', { kind: 'move', to: 'first' }],
  ['End', { kind: 'move', to: 'last' }],
  ['x', { kind: 'type', text: 'x' }],
  ['7', { kind: 'type', text: '7' }],
])('in the list, %s means %j', (key, command) => {
  expect(listCommand(press(key), IN_LIST)).toEqual(command);
});

test.each([
  ['ArrowDown', { kind: 'move', to: 'next' }],
  ['ArrowUp', { kind: 'move', to: 'previous' }],
  ['PageDown', { kind: 'move', to: 'page-down' }],
  ['PageUp', { kind: 'move', to: 'page-up' }],
  ['Enter', { kind: 'switch' }],
  ['Escape', { kind: 'clear' }],
  ['?', { kind: 'help' }],
])('%s means %j in both places', (key, command) => {
  expect(listCommand(press(key), SEARCHING)).toEqual(command);
  expect(listCommand(press(key), IN_LIST)).toEqual(command);
});

test('Escape is left to the window where there is nothing to clear', () => {
  expect(listCommand(press('Escape'), { ...SEARCHING, query: '' })).toBeUndefined();
});

test('Ctrl+C copies exports, unless text is selected; other shortcuts are left alone', () => {
  expect(listCommand(press('c', 'ctrlKey'), SEARCHING)).toEqual({ kind: 'copy' });
  expect(listCommand(press('c', 'metaKey'), IN_LIST)).toEqual({ kind: 'copy' });
  expect(listCommand(press('c', 'ctrlKey'), { ...SEARCHING, hasSelection: true })).toBeUndefined();
  expect(listCommand(press('s', 'ctrlKey'), IN_LIST)).toBeUndefined();
  expect(listCommand(press('ArrowDown', 'altKey'), IN_LIST)).toBeUndefined();
});

test('keys without a letter never end up in the search', () => {
  for (const key of ['Tab', 'Shift', 'F5', 'Dead', 'ArrowLeft', ' ']) {
    expect(listCommand(press(key), IN_LIST)).toBeUndefined();
  }
});
