import { RoleValetError } from '../../../contract/errors.ts';
import type { Done } from '../../../contract/results.ts';
import { unclearKeyError } from '../../rotation/orphan.ts';
import { type RotationQuestion, rotationQuestionText } from '../../rotation/question-text.ts';
import { type RotatedKey, rotateKey } from '../rotate-key.ts';
import { answering } from './answering.ts';
import type { Desktop } from './desktop.ts';
import { whileShown } from './shown-work.ts';

/** Replacing base keys by new ones. */
export function rotationVerbs(desktop: Desktop) {
  return answering(desktop, {
    rotateKey: async (profile: string, confirmed: boolean): Promise<Done> =>
      rotatedText(await rotate(desktop, profile, { finish: false, confirmed })),
    finishRotation: async (profile: string, confirmed: boolean): Promise<Done> => {
      const { oldKeyId } = await rotate(desktop, profile, { finish: true, confirmed });
      return { message: `Deleted the old key ${oldKeyId} at AWS`, notices: [] };
    },
  });
}

async function rotate(
  desktop: Desktop,
  profile: string,
  { finish, confirmed }: { readonly finish: boolean; readonly confirmed: boolean },
): Promise<RotatedKey> {
  try {
    return await whileShown(desktop, profile, 'person', (prompt) =>
      rotateKey(desktop.world.app, {
        profile,
        finish,
        deleteNow: false,
        asksEarly: true,
        wish: { prompt },
        confirm: async (question) => {
          if (!confirmed) throw asked(question);
        },
        confirmUnclear: async (key) => {
          throw unclearKeyError(profile, key);
        },
        onStep: () => undefined,
      }),
    );
  } finally {
    await desktop.refresh();
  }
}

/** The verb answers with the question; a yes is the same verb again. */
function asked(question: RotationQuestion): RoleValetError {
  return new RoleValetError(
    'CONFIRMATION_REQUIRED',
    rotationQuestionText(question),
    'Until then everything stays as it is.',
  );
}

function rotatedText({ accessKeyId, oldKeyId, oldKey, deletableAt }: RotatedKey): Done {
  const day = deletableAt === undefined ? '' : new Date(deletableAt).toISOString().slice(0, 10);
  return {
    message: `The key ${accessKeyId} is in use`,
    notices:
      oldKey === 'deleted' || day === ''
        ? [`The old key ${oldKeyId} is deleted.`]
        : [
            `The old key ${oldKeyId} is switched off at AWS. If nothing misses it, delete it after ${day}.`,
          ],
  };
}
