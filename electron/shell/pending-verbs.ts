import { VERB_NAMES } from '../contract/names.ts';
import type { Verbs } from '../contract/verbs.ts';

/** Verbs that wait until the app is open, so that the window can load its page meanwhile. */
export function pendingVerbs(opening: Promise<Verbs>): Verbs {
  const verbs = VERB_NAMES.map((name) => [
    name,
    async (...parameters: unknown[]): Promise<unknown> => {
      const verb = (await opening)[name] as (...all: unknown[]) => Promise<unknown>;
      return await verb(...parameters);
    },
  ]);
  return Object.fromEntries(verbs) as Verbs;
}
