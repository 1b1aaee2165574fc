import type { Identity, NewKey } from '../../../contract/keys.ts';
import type { Done } from '../../../contract/results.ts';
import { addKey } from '../keys.ts';
import { removeKey } from '../remove-key.ts';
import { verifyKey } from '../verify-key.ts';
import { answering } from './answering.ts';
import type { Desktop } from './desktop.ts';
import { sentence } from './notice-words.ts';

/** Base keys in the keychain. */
export function keyVerbs(desktop: Desktop) {
  return answering(desktop, {
    addKey: async (key: NewKey): Promise<Done> => {
      const { mfaSerial, ...rest } = key;
      const added = await addKey(desktop.world.app, {
        ...rest,
        ...(mfaSerial === '' ? {} : { mfaSerial }),
        verify: true,
        // The form says what is added to the config file; sending it is the agreement.
        confirmConfig: async () => undefined,
      });
      await desktop.refresh();
      const owner = added.identity === undefined ? '' : `: it belongs to ${added.identity.arn}`;
      const changed =
        added.changedConfig === undefined
          ? []
          : [`[profile ${key.profile}] was added to ${added.changedConfig}.`];
      return {
        message: added.stored
          ? `The key of ${key.profile} is in the keychain${owner}`
          : `This very key was in the keychain already${owner}`,
        notices: [...changed, ...added.notices.map(sentence)],
      };
    },
    verifyKey: (profile: string): Promise<Identity> => verifyKey(desktop.world.app, profile),
    removeKey: async (profile: string): Promise<Done> => {
      const { notices } = await removeKey(desktop.world.app, profile);
      await desktop.refresh();
      return {
        message: `The key of ${profile} was removed from the keychain`,
        notices: [
          'It still works at AWS until it is deactivated or deleted there.',
          ...notices.map(sentence),
        ],
      };
    },
  });
}
