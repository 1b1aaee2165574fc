import { RoleValetError } from '../../../contract/errors.ts';
import type { Done } from '../../../contract/results.ts';
import { resolveChain } from '../../chain/resolve-chain.ts';
import { serverTime } from '../server-time.ts';
import { answering } from './answering.ts';
import type { Desktop } from './desktop.ts';
import { endText } from './session-verbs.ts';
import { obtainShown } from './shown-work.ts';

/** Codes and the MFA sessions that come of them. */
export function mfaVerbs(desktop: Desktop) {
  return answering(desktop, {
    unlockBase: async (profile: string): Promise<Done> => {
      const context = await desktop.context();
      const { mfa } = resolveChain(context, profile);
      if (mfa === undefined) {
        throw new RoleValetError(
          'USAGE',
          `${profile} has no MFA device, so there is nothing to unlock`,
          'Its roles are assumed without a code.',
        );
      }
      const obtained = await obtainShown(desktop, context, profile, {
        askedBy: 'person',
        isForOthers: true,
      });
      await desktop.refreshLive();
      return {
        message: `${profile} is unlocked until ${endText(obtained)}: its roles ask for no code`,
        notices: obtained.warnings,
      };
    },
    forgetMfaSession: async (profile: string): Promise<Done> => {
      const { app } = desktop.world;
      const now = await serverTime(app);
      const live = (await app.sessions.live(now)).filter(
        ({ kind, baseProfile }) => kind === 'mfa' && baseProfile === profile,
      );
      await app.sessions.remove(
        ({ kind, baseProfile }) => kind === 'mfa' && baseProfile === profile,
      );
      await desktop.refreshLive();
      return live.length === 0
        ? { message: `${profile} had no MFA session`, notices: [] }
        : {
            message: `The MFA session of ${profile} is forgotten: the next role asks for a code`,
            notices: ['Roles that are live stay so until they end.'],
          };
    },
    answerMfa: async (question: number, code: string): Promise<null> => {
      desktop.questions.answer(question, code);
      return null;
    },
    dismissMfa: async (question: number): Promise<null> => {
      desktop.questions.dismiss(question);
      return null;
    },
  });
}
