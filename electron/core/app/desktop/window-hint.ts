/** What to say in the window instead of the command that helps on the command line. */
const IN_THE_WINDOW: readonly (readonly [RegExp, string])[] = [
  [/Add --yes if you mean it\./, 'Agree to it if you mean it.'],
  [
    /Remove the one that is wrong: role-valet keys remove .*/,
    'Remove the one that is wrong: under Keys, or the lines in the file.',
  ],
  [
    /See what stands there with: role-valet keys adopt .*/,
    'Keys shows the keys that stand in the files.',
  ],
  [/Leave out --memory-only; without/, 'Start Role Valet with a keychain to have one; without'],
  [/See what was changed with: role-valet undo --list/, 'Activity lists what was changed.'],
  [/To make it again: role-valet undo .*/, 'To make it again, undo its undo under Activity.'],
  [
    /; AWS tools keep them with role-valet manage (.*)/,
    '; AWS tools keep them if they use $1 by its own name, which its details offer',
  ],
  [/Run role-valet doctor again\./, 'Look at the findings again, then try once more.'],
  [
    /: remove these lines with role-valet keys adopt .*/,
    ': under Keys, “Move into the keychain” removes these lines.',
  ],
  [/Move it into the keychain: role-valet keys adopt .*/, 'Move it into the keychain, under Keys.'],
  [
    /Write it again with role-valet write ROLE, or end it with role-valet stop ROLE/,
    'Write the role again, or stop it.',
  ],
  [
    /Unset all of them: eval "\$\(role-valet env --unset\)"/,
    'Unset all of them where Role Valet is started.',
  ],
  [
    /unset the keys: eval "\$\(role-valet env --unset\)"/,
    'unset the keys where Role Valet is started.',
  ],
  [/Unset it \(eval .*/, 'Unset it where Role Valet is started, and start it again.'],
  [
    /Give the code that the device shows: --mfa-code N/,
    'Switch to the role once, which asks for the code; then check again.',
  ],
  [/then take the change back with: role-valet undo/, 'then take the change back under Activity.'],
  [/look at it, then see role-valet undo --list/, 'look at it, then see Activity'],
  [/or undo the later change first: role-valet undo --list/, 'or undo the later change first.'],
  [
    /Move the key into the keychain first: role-valet keys adopt .*/,
    'Move the key into the keychain first, under Keys.',
  ],
  [
    /End that session first \(role-valet status names .* ends it\)/,
    'Stop the role that is written there first',
  ],
  [
    /, the window of the running app asks; without the app, run role-valet assume .* once/,
    ', this window asks',
  ],
  [
    /Add --remove-session to remove its lines too: role-valet manage .*/,
    'The preview of the change can remove its lines too.',
  ],
  [
    /Give a file that role-valet export wrote\./,
    'Paste the whole text that the copy of the roles gave.',
  ],
  [
    / \(role-valet keys add NAME\) and add the role with NAME as its source/,
    ' under Keys, and add the role with that one as its source',
  ],
  [
    /Give a file of role-valet export, .*/,
    'Paste the JSON of an export, an AWS config file, or the text of AWS Extend Switch Roles.',
  ],
  [/, and role-valet undo puts them back/, ', and Activity can put them back'],
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
