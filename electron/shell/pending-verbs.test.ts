import { describe, expect, test } from 'vitest';
import { VERB_NAMES } from '../contract/names.ts';
import type { Verbs } from '../contract/verbs.ts';
import { pendingVerbs } from './pending-verbs.ts';

describe('pendingVerbs', () => {
  test('has every verb, and passes calls on once the app is open', async () => {
    const opening = Promise.withResolvers<Verbs>();
    const verbs = pendingVerbs(opening.promise);
    expect(Object.keys(verbs)).toEqual([...VERB_NAMES]);

    const called: unknown[] = [];
    const answer = verbs.stopRole('hub');
    opening.resolve({
      stopRole: async (profile: string) => {
        called.push(profile);
        return { ok: true, value: { message: 'Stopped hub', notices: [] } };
      },
    } as unknown as Verbs);
    expect(await answer).toMatchObject({ ok: true });
    expect(called).toEqual(['hub']);
  });

  test('fails where the app could not be opened', async () => {
    const verbs = pendingVerbs(Promise.reject(new Error('no home')));
    await expect(verbs.snapshot()).rejects.toThrow('no home');
  });
});
