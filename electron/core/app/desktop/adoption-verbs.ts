import { RoleValetError } from '../../../contract/errors.ts';
import type { AdoptedKeys, LeftKeyView, PlainKeysView } from '../../../contract/surgery.ts';
import { adoptKeys, planAdoption } from '../adopt-keys.ts';
import type { AdoptableKey, KeyThatStays } from '../plan-adoption.ts';
import { answering } from './answering.ts';
import type { Desktop } from './desktop.ts';
import { windowHint, withWindowHint } from './window-hint.ts';

/** Long-term keys that stand in the AWS files, and moving them into the keychain. */
export function adoptionVerbs(desktop: Desktop) {
  return answering(desktop, {
    findPlainKeys: async (): Promise<PlainKeysView> => {
      const wish = { profiles: [], verify: false };
      const { keys, left, notices } = await planAdoption(desktop.world.app, wish);
      return { keys: keys.map(keyView), left: left.map(leftView), notices };
    },
    adoptKeys: async (profiles: readonly string[]): Promise<AdoptedKeys> => {
      const { keys, left, notices } = await adoptKeys(desktop.world.app, {
        profiles,
        verify: true,
        // The window has shown what is moved; sending it is the agreement.
        confirm: async () => undefined,
      });
      await desktop.refresh();
      const [first] = left;
      if (keys.length === 0 && first !== undefined) {
        const { code, message, hint } = first.error;
        throw new RoleValetError(code, message, hint);
      }
      return {
        message: movedText(keys),
        notices: notices.map(windowHint),
        unmanaged: keys.filter(({ isManaged }) => !isManaged).map(({ profile }) => profile),
        left: left.map(leftView),
      };
    },
  });
}

function movedText(keys: readonly AdoptableKey[]): string {
  const names = keys.map(({ profile }) => profile).join(', ');
  if (keys.length === 0) return 'No key was moved';
  return keys.length === 1
    ? `The key of ${names} is in the keychain, and its lines are out of the file`
    : `The keys of ${names} are in the keychain, and their lines are out of the files`;
}

function keyView({ profile, accessKeyId, places, isStored, strandedRoles }: AdoptableKey) {
  return {
    profile,
    accessKeyId,
    places: places.map(({ path, line }) => ({ path, line })),
    isStored,
    strandedRoles,
  };
}

function leftView({ profile, accessKeyId, at, error }: KeyThatStays): LeftKeyView {
  return {
    profile,
    place: { path: at.path, line: at.line },
    failure: withWindowHint(error),
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
  };
}
