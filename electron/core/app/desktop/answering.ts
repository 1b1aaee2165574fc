import { isRoleValetError } from '../../../contract/errors.ts';
import type { Result } from '../../../contract/results.ts';
import type { Desktop } from './desktop.ts';
import { windowHint } from './window-hint.ts';

/** Work that gives its value or throws. */
type Work = Record<string, (...parameters: never[]) => Promise<unknown>>;

type Answered<All extends Work> = {
  readonly [Name in keyof All]: (
    ...parameters: Parameters<All[Name]>
  ) => Promise<Result<Awaited<ReturnType<All[Name]>>>>;
};

/**
 * Makes verbs of plain work: its value becomes `ok: true`, its failure a value with a next step for
 * somebody who sits at the window. What nobody threw on purpose is INTERNAL, with the reason in the
 * log.
 */
export function answering<All extends Work>(desktop: Desktop, all: All): Answered<All> {
  const answered = Object.entries(all).map(([name, work]) => [
    name,
    async (...parameters: never[]): Promise<Result<unknown>> => {
      try {
        return { ok: true, value: await work(...parameters) };
      } catch (error) {
        return { ok: false, error: failureOf(desktop, name, error) };
      }
    },
  ]);
  return Object.fromEntries(answered) as Answered<All>;
}

function failureOf(desktop: Desktop, verb: string, error: unknown) {
  const { logger } = desktop.world.app;
  if (isRoleValetError(error)) {
    const { code, message, hint } = error.toValue();
    logger.warn('a verb failed', { verb, code, reason: message });
    return { code, message, hint: windowHint(hint) };
  }
  logger.error('a verb broke', { verb, error: String(error) });
  return {
    code: 'INTERNAL' as const,
    message: `something went wrong in Role Valet itself (${verb})`,
    hint: 'Try again. The log in the app’s own folder says what it was.',
  };
}
