/** What to say in the window instead of the command that helps on the command line. */
const IN_THE_WINDOW: readonly (readonly [RegExp, string])[] = [
  [/Add it with: role-valet keys add .*/, 'Add it under Keys.'],
  [/Add its key with: role-valet keys add [^;]*;/, 'Add its key under Keys;'],
  [
    /move the key first: role-valet keys add .*/,
    'move the key into the keychain first, under Keys',
  ],
  [/add a key under it: role-valet keys add .*/, 'add a key of that name under Keys'],
  [/Store the key again: role-valet keys add .*/, 'Remove it and add it again under Keys.'],
  [/: role-valet keys add \S+$/, ': see Keys.'],
  [/See the names with: role-valet .*/, 'It may have been taken out of the files meanwhile.'],
  [/; role-valet roles then lists it\./, '; it is then in the list.'],
  [
    /Choose another name, or add --replace to give up the old key\./,
    'Choose another name, or replace the old key.',
  ],
  [/or leave --mfa-serial out\./, 'or leave the MFA device out.'],
  [
    /Leave out --memory-only, or unset ROLE_VALET_MEMORY_ONLY\./,
    'Start Role Valet again with a keychain to use keys.',
  ],
  [/, or add --memory-only\./, ', or go on without it for this run.'],
  [/Run: role-valet assume .*/, 'Try again, and give the six digits that the device shows.'],
  [/Write it again to take it back: role-valet write .*/, 'Write it again to take it back.'],
  [
    /, or use: role-valet exec ROLE --server -- COMMAND, which .*/,
    ', or write the role to a section of its own instead.',
  ],
  [/ \(or with --yes\)/, ''],
  [
    /Add --yes if you mean it, or leave the target out\./,
    'Choose another target to leave them as they are.',
  ],
];

/** A hint for somebody who sits at the window. Hints of core name commands where one would help. */
export function windowHint(hint: string): string {
  return IN_THE_WINDOW.reduce((text, [pattern, words]) => text.replace(pattern, words), hint);
}

/** The same failure or finding with its hint for the window. */
export function withWindowHint<T extends { readonly hint: string }>(told: T): T {
  return { ...told, hint: windowHint(told.hint) };
}
