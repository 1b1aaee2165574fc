import { type ErrorValue, isRoleValetError, RoleValetError } from '../../contract/errors.ts';
import { findPlainKeys, type LeftKey, type PlainKey } from '../adoption/plain-keys.ts';
import { otherSourceNotice, rolesOfOtherTools } from '../adoption/stranded-roles.ts';
import { parseIni } from '../aws-config/ini-document.ts';
import { decodeText } from '../aws-config/text-codec.ts';
import type { SharedFileKind, SourceLine } from '../aws-config/types.ts';
import { isManaged } from '../chain/role-settings.ts';
import type { App } from './app.ts';
import { keyEndpoint } from './key-endpoint.ts';
import { type LoadedContext, loadContext } from './load-context.ts';

/** Which keys to move, and how sure to be of them. */
export interface AdoptionWish {
  /** Profiles whose keys are meant; empty for every key. */
  readonly profiles: readonly string[];
  /** Asks AWS who each key belongs to, and leaves those that AWS refuses. */
  readonly verify: boolean;
}

/** A plain key that can be moved. Holds no secret. */
export interface AdoptableKey {
  readonly profile: string;
  readonly accessKeyId: string;
  readonly places: readonly SourceLine[];
  /** ARN of the user, where AWS was asked. */
  readonly userArn?: string;
  /** True where the very same key is in the keychain already: only its lines go. */
  readonly isStored: boolean;
  /** Roles that other tools can't assume any more until the profile is managed. */
  readonly strandedRoles: readonly string[];
  /** True where AWS tools reach the profile through our `credential_process` already. */
  readonly isManaged: boolean;
}

/** A plain key that stays where it is, and why. */
export interface KeyThatStays {
  readonly profile: string;
  readonly accessKeyId?: string;
  readonly at: SourceLine;
  readonly error: ErrorValue;
}

/** What an adoption would do. Holds no secret. */
export interface AdoptionPlan {
  readonly keys: readonly AdoptableKey[];
  readonly left: readonly KeyThatStays[];
  /** One sentence each, for the user. */
  readonly notices: readonly string[];
}

/** A plan with the keys themselves, for whoever carries it out. */
export interface SecretAdoptionPlan extends AdoptionPlan {
  readonly plain: readonly PlainKey[];
}

/**
 * Finds the keys and says what can be done with each. Changes nothing. Throws KEY_NOT_FOUND for a
 * named profile without a plain key, FILE_UNREADABLE, and the KEYCHAIN_ errors.
 */
export async function secretAdoptionPlan(
  app: App,
  wish: AdoptionWish,
): Promise<SecretAdoptionPlan> {
  const [found, context] = await Promise.all([readPlainKeys(app), loadContext(app)]);
  const isMeant = ({ profile }: { profile: string }) =>
    wish.profiles.length === 0 || wish.profiles.includes(profile);
  for (const name of wish.profiles) {
    if (![...found.keys, ...found.left].some(({ profile }) => profile === name)) {
      throw nothingToMove(context, name);
    }
  }
  const left = found.left
    .filter((one) => isMeant(one) && (wish.profiles.length > 0 || !one.isForeign))
    .map(staying);
  const keys: AdoptableKey[] = [];
  const plain: PlainKey[] = [];
  const check = keyCheck(app, context, wish.verify);
  for (const key of found.keys.filter(isMeant)) {
    try {
      keys.push({ ...(await check(key)), ...rolesBehind(context, key.profile) });
      plain.push(key);
    } catch (error) {
      if (!isRoleValetError(error) || isKeychainTrouble(error)) throw error;
      left.push({ ...keyFacts(key), at: placeOf(key), error: error.toValue() });
    }
  }
  return { keys, left, plain, notices: noticesOf(context, plain) };
}

async function readPlainKeys(app: App) {
  const read = async (file: SharedFileKind, path: string) => {
    const { text } = decodeText((await app.files.read(path)).bytes);
    return { file, path, document: parseIni(text, { file, path }) };
  };
  // The credentials file first: it is the one that AWS tools ask first.
  return findPlainKeys(
    await Promise.all([read('credentials', app.credentialsPath), read('config', app.configPath)]),
  );
}

/** Compares with the keychain and asks AWS, once for a key that stands under two names. */
function keyCheck(app: App, context: LoadedContext, verify: boolean) {
  const owners = new Map<string, Promise<string>>();
  return async (key: PlainKey): Promise<Omit<AdoptableKey, 'strandedRoles' | 'isManaged'>> => {
    const { profile, accessKeyId, secretAccessKey } = key;
    const stored = await app.keys.get(profile);
    const isStored =
      stored?.accessKeyId === accessKeyId && stored.secretAccessKey === secretAccessKey;
    if (stored !== undefined && !isStored) throw keyExists(profile, stored.accessKeyId);
    const facts = { ...keyFacts(key), places: key.places, isStored };
    if (!verify) return facts;
    const id = `${accessKeyId}\n${secretAccessKey}`;
    const owner =
      owners.get(id) ??
      app.sts
        .getCallerIdentity({
          ...keyEndpoint(context, profile),
          credentials: { accessKeyId, secretAccessKey },
        })
        .then(({ arn }) => arn);
    owners.set(id, owner);
    return { ...facts, userArn: await owner };
  };
}

function keyFacts({ profile, accessKeyId }: PlainKey) {
  return { profile, accessKeyId };
}

function placeOf({ places, profile }: PlainKey): SourceLine {
  const [at] = places;
  if (at === undefined) throw new TypeError(`the plain key of ${profile} stands nowhere`);
  return at;
}

function rolesBehind({ config }: LoadedContext, name: string) {
  const profile = config.profiles.get(name);
  const managed = profile !== undefined && isManaged(profile);
  return { isManaged: managed, strandedRoles: managed ? [] : rolesOfOtherTools(config, name) };
}

function noticesOf({ config }: LoadedContext, keys: readonly PlainKey[]): readonly string[] {
  const same = Map.groupBy(keys, ({ accessKeyId }) => accessKeyId);
  const shared = [...same].flatMap(([accessKeyId, { length }]) => {
    if (length < 2) return [];
    const names = (same.get(accessKeyId) ?? []).map(({ profile }) => profile).join(' and ');
    return [`${names} hold the same key, ${accessKeyId}: the keychain keeps it under each name`];
  });
  const others = keys.flatMap(({ profile }) => otherSourceNotice(config, profile) ?? []);
  return [...shared, ...others];
}

function staying({ profile, accessKeyId, at, problem }: LeftKey): KeyThatStays {
  return { profile, at, error: problem, ...(accessKeyId === undefined ? {} : { accessKeyId }) };
}

/** Trouble with the keychain itself stops it all; one damaged item is about one key. */
function isKeychainTrouble(error: RoleValetError): boolean {
  return error.code.startsWith('KEYCHAIN_') && error.code !== 'KEYCHAIN_ITEM_DAMAGED';
}

/** The refusal to put a key over another one that the keychain holds. */
export function keyExists(profile: string, accessKeyId: string): RoleValetError {
  return new RoleValetError(
    'KEY_EXISTS',
    `the keychain holds another key under ${profile}: ${accessKeyId}`,
    `Remove the one that is wrong: role-valet keys remove ${profile}, or the lines in the file.`,
  );
}

function nothingToMove({ keychainProfiles }: LoadedContext, name: string): RoleValetError {
  return new RoleValetError(
    'KEY_NOT_FOUND',
    `no key of ${JSON.stringify(name)} stands in the credentials or the config file`,
    keychainProfiles.has(name)
      ? 'Its key is in the keychain already.'
      : 'See what stands there with: role-valet keys adopt --dry-run',
  );
}
