import type { Snapshot } from '../../../electron/contract/snapshot.ts';

/** What the first look at the machine found, in sentences. */
export interface FirstLook {
  readonly facts: readonly string[];
  readonly hasRoles: boolean;
  /** A chain needs a key, and there is none. */
  readonly needsKey: boolean;
}

/** Sums a snapshot up for somebody who sees the app for the first time. */
export function firstLook(snapshot: Snapshot): FirstLook {
  const { roles, keys, files, keychain } = snapshot;
  const ownRoles = roles.filter(({ kind }) => kind === 'role');
  const bases = roles.filter(({ kind }) => kind === 'base');
  const accounts = new Set(ownRoles.flatMap(({ accountId }) => accountId ?? []));
  const broken = roles.filter(({ state }) => state === 'broken');
  const facts = [
    files.configExists
      ? `Your config file: ${files.configPath}`
      : `No config file yet: it will be ${files.configPath}`,
    ownRoles.length === 0
      ? 'No roles yet'
      : `${count(ownRoles.length, 'role')} in ${count(accounts.size, 'account')}`,
    bases.length === 0 ? '' : `${count(bases.length, 'profile')} to start from`,
    broken.length === 0
      ? ''
      : `${count(broken.length, 'profile')} that can’t work as the files stand`,
    keys.length === 0
      ? keychain.state === 'ready'
        ? 'No key in the keychain yet'
        : ''
      : `${count(keys.length, 'key')} in the keychain`,
  ];
  return {
    facts: facts.filter((fact) => fact !== ''),
    hasRoles: ownRoles.length > 0,
    needsKey: keys.length === 0 && keychain.state === 'ready',
  };
}

/** `1 role`, `2,000 roles`. */
function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
