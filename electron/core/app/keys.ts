import type { RotationView } from '../../contract/access.ts';
import { type ErrorValue, isRoleValetError, RoleValetError } from '../../contract/errors.ts';
import type { CallerIdentity } from '../aws/sts/types.ts';
import { configHeader } from '../aws-config/section-name.ts';
import { checkLongTermKey } from '../keys/access-key.ts';
import { isSameKey, withKeyItem } from '../keys/key-item.ts';
import type { BaseKey } from '../keys/types.ts';
import { giveUpRotation } from '../rotation/give-up.ts';
import { OLD_KEY_KEPT_MS } from '../rotation/key-age.ts';
import { readRotations } from '../rotation/rotation-records.ts';
import type { RotationRecord } from '../rotation/types.ts';
import type { App } from './app.ts';
import { applyBaseProfileChange, baseProfileChange } from './base-profile.ts';
import { keyEndpoint } from './key-endpoint.ts';
import { loadContext } from './load-context.ts';

export interface AddKeyRequest {
  readonly profile: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly mfaSerial?: string;
  /** Replaces another key under this name. */
  readonly replace: boolean;
  /** Asks AWS who the key belongs to before it is stored. */
  readonly verify: boolean;
  /** Asked before the config file is changed; throws to stop. Told what would be changed. */
  readonly confirmConfig: (question: string) => Promise<void>;
}

export interface AddedKey {
  readonly profile: string;
  readonly accessKeyId: string;
  /** False where the very same key was there already. */
  readonly stored: boolean;
  readonly identity?: CallerIdentity;
  /** Path of the config file where it was changed. */
  readonly changedConfig?: string;
  /** One sentence each, for the user. */
  readonly notices: readonly string[];
}

/**
 * Puts a long-term key into the keychain under a profile's name and makes sure that config has the
 * profile. Throws USAGE (not a long-term key), KEY_EXISTS (another key under that name), the STS_
 * errors of the check, and the KEYCHAIN_ errors. Nothing is stored where the check fails.
 */
export async function addKey(app: App, request: AddKeyRequest): Promise<AddedKey> {
  const { profile, accessKeyId, secretAccessKey } = request;
  requireKeychain(app);
  checkLongTermKey(accessKeyId, secretAccessKey);
  checkMfaSerial(request.mfaSerial);
  await keyBefore(app, request);
  const context = await loadContext(app);
  const identity = request.verify
    ? await app.sts.getCallerIdentity({
        ...keyEndpoint(context, profile),
        credentials: { accessKeyId, secretAccessKey },
      })
    : undefined;
  const change = baseProfileChange(context.config, profile, request.mfaSerial);
  if (change !== undefined) {
    const what = change.addsSection ? `Add [${configHeader(profile)}]` : 'Add mfa_serial';
    await request.confirmConfig(`${what} to ${app.configPath}?`);
  }
  return await withKeyItem(app, profile, async () => {
    // AWS and a person were waited for: a rotation may have come further, or a key may be there now.
    const before = await keyBefore(app, request);
    // The profile comes first: a key without a profile could not be listed or used.
    const changed = change === undefined ? undefined : await applyBaseProfileChange(app, change);
    const changedConfig = changed?.paths[0];
    const isStored = !isSameKey(before, request);
    const left = isStored ? await store(app, request, before) : [];
    return {
      profile,
      accessKeyId,
      stored: isStored,
      ...(identity === undefined ? {} : { identity }),
      ...(changedConfig === undefined ? {} : { changedConfig }),
      notices: [...(changed?.notices ?? []), ...left],
    };
  });
}

/** A rotation that was under way is given up with its key; gives what it leaves at AWS. */
async function store(
  app: App,
  { profile, accessKeyId, secretAccessKey }: AddKeyRequest,
  before: BaseKey | undefined,
): Promise<readonly string[]> {
  await app.keys.put(profile, { accessKeyId, secretAccessKey, createdAt: app.clock.now() });
  app.logger.info('base key stored', { profile });
  return await giveUpRotation(app, profile, before, accessKeyId);
}

/** A serial that no chain could use must not get into the config file. Throws USAGE. */
function checkMfaSerial(serial: string | undefined): void {
  if (serial === undefined) {
    return;
  }
  const isDevice = /^[\w+=/:,.@-]{9,256}$/.test(serial) && !/:(user|u2f)\//.test(serial);
  if (!isDevice) {
    throw new RoleValetError(
      'USAGE',
      `${JSON.stringify(serial)} is not the serial of an MFA device with codes`,
      'Copy the device’s identifier from IAM, such as arn:aws:iam::111122223333:mfa/NAME.',
    );
  }
}

/**
 * What is there now. A damaged item counts as nothing to somebody who replaces it. Throws KEY_EXISTS for
 * another key that is not to be replaced.
 */
async function keyBefore(app: App, request: AddKeyRequest): Promise<BaseKey | undefined> {
  const { profile, replace } = request;
  let before: BaseKey | undefined;
  try {
    before = await app.keys.get(profile);
  } catch (error) {
    if (replace && isRoleValetError(error, 'KEYCHAIN_ITEM_DAMAGED')) {
      return undefined;
    }
    throw error;
  }
  if (before !== undefined && !isSameKey(before, request) && !replace) {
    throw new RoleValetError(
      'KEY_EXISTS',
      `the keychain holds another key under ${profile}: ${before.accessKeyId}`,
      'Choose another name, or add --replace to give up the old key.',
    );
  }
  return before;
}

/** A base key as lists show it: never the secret. */
export interface ListedKey {
  readonly profile: string;
  /** Undefined where the item is damaged. */
  readonly accessKeyId?: string;
  /** When it was stored, epoch milliseconds. */
  readonly createdAt?: number;
  /** When AWS made it, epoch milliseconds; known of keys that a rotation made. */
  readonly issuedAt?: number;
  /** Set where a rotation is not at its end. */
  readonly rotation?: RotationView;
  readonly problem?: ErrorValue;
}

/** The commands about keys have nothing to say without a keychain. Throws KEYCHAIN_UNAVAILABLE. */
export function requireKeychain(app: Pick<App, 'sealer'>): void {
  if (app.sealer === undefined) {
    throw new RoleValetError(
      'KEYCHAIN_UNAVAILABLE',
      'there is no keychain in memory-only mode, so no keys either',
      'Leave out --memory-only, or unset ROLE_VALET_MEMORY_ONLY.',
    );
  }
}

/** All base keys of this home. Throws the KEYCHAIN_ errors. */
export async function listKeys(app: App): Promise<readonly ListedKey[]> {
  requireKeychain(app);
  const keys: ListedKey[] = [];
  const rotations = await readRotations(app);
  for (const profile of await app.keys.names()) {
    try {
      const key = await app.keys.get(profile);
      if (key !== undefined) {
        const { accessKeyId, createdAt, issuedAt } = key;
        const rotation = rotationView(rotations[profile]);
        keys.push({
          profile,
          accessKeyId,
          createdAt,
          ...(issuedAt === undefined ? {} : { issuedAt }),
          ...(rotation === undefined ? {} : { rotation }),
        });
      }
    } catch (error) {
      // One damaged item must not hide the good ones.
      if (!isRoleValetError(error, 'KEYCHAIN_ITEM_DAMAGED')) {
        throw error;
      }
      keys.push({ profile, problem: error.toValue() });
    }
  }
  return keys;
}

/** Rotations that are not at their end, by their records alone: no secret is read for it. */
export async function listRotations(app: App): Promise<readonly ListedKey[]> {
  return Object.entries(await readRotations(app)).map(([profile, record]) => {
    const rotation = rotationView(record);
    return { profile, ...(rotation === undefined ? {} : { rotation }) };
  });
}

/** How far a rotation has come, by its record. */
function rotationView(record: RotationRecord | undefined): RotationView | undefined {
  if (record === undefined) {
    return undefined;
  }
  const { oldKeyId, deactivatedAt } = record;
  return deactivatedAt === undefined
    ? { oldKeyId, state: 'unfinished' }
    : { oldKeyId, state: 'old-inactive', deletableAt: deactivatedAt + OLD_KEY_KEPT_MS };
}
