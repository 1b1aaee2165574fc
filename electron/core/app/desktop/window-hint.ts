/** What to say in the window instead of the command that helps on the command line. */
const IN_THE_WINDOW: readonly (readonly [RegExp, string])[] = [
  [
    /point AWS_CA_BUNDLE \(or ca_bundle\) to its root certificate/,
    'name the file of its root certificate in Settings, under Network',
  ],
  [/from the proxy of the settings/, 'in Settings, under Network'],
  [
    /that the proxy of the settings names a proxy/,
    'the address of the proxy in Settings, under Network',
  ],
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
  [/Then look at role-valet keys list\./, 'Then look under Keys.'],
  [
    /See what is stored with role-valet keys list, and which keys/,
    'Keys shows what is stored; see which keys',
  ],
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
  [/For a new session: role-valet stop .+?, then try again\./, 'Stop it, then try again.'],
  [/Make a new one: role-valet console .*/, 'Open the console again.'],
  [/Leave --logout out, and sign out/, 'Sign out'],
  [
    /; this moves it into the keychain: role-valet keys adopt .*/,
    '; “Move into the keychain” under Keys takes it away',
  ],
  [/Rotate the key with: role-valet keys rotate .*/, 'Rotate the key, under Keys.'],
  [/Finish after (\S+), or add --delete-now\./, 'Delete it after $1.'],
  [
    /Switch it off in the IAM console, or add --delete-now to delete it all the same\./,
    'Switch it off in the IAM console first.',
  ],
  [/See what it takes with: role-valet plan .*/, 'Its details show what it takes.'],
  [
    /Use the credentials in a terminal: role-valet exec .*/,
    'Copy the exports and use them in a terminal.',
  ],
  [/ \(role-valet roles lists them\)/, ''],
  [/, or the page itself with --path\./, '.'],
  [/Leave --read-only out, or pick/, 'Open it without “Read-only”, or pick'],
  [/Leave --read-only out: those/, 'Open it without “Read-only”: those'],
  [
    /delete it in the IAM console \(or: aws iam .*\), then run this again\./,
    'delete it in the IAM console, then try again.',
  ],
  [/Replace it by a new one: role-valet keys rotate .*/, 'Rotate it, under Keys.'],
  [/Go on with: role-valet keys rotate .*/, 'Go on with it, under Keys.'],
  [/Delete it: role-valet keys rotate .*/, 'Delete it, under Keys.'],
  [/, or run role-valet keys rotate .+? in a terminal, which asks\./, '.'],
  [/go on later with role-valet keys rotate .*/, 'go on later, under Keys.'],
  [/Begin anew with: role-valet keys rotate .*/, 'Rotate it anew, under Keys.'],
  [/look at it with role-valet keys list, then run this again\./, 'look at it, then try again.'],
  [/Run: aws login --profile (.*)/, 'Sign in with the AWS CLI (aws login, profile $1).'],
  [/Run: role-valet sign-in .*/, 'Sign in, then try again.'],
  [
    /Open it yourself with --print, or give the role/,
    'Try again, with the browser open, or give the role',
  ],
  [/Open the link yourself with --print, or correct/, 'Correct'],
  [
    /Print the link instead, with --print, and open it where a browser is\./,
    'Open the console from the command line where a browser is.',
  ],
  [/add --memory-only to keep sessions in memory for this run/, 'go on without one for this run'],
  [/Sign in with a code instead: role-valet sign-in .*/, 'Try again in a moment.'],
  [/See: role-valet doctor .*/, 'Check the chain in the details of the role.'],
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
