import type { Organisation } from '../../../practice/organisation.ts';
import type { App } from '../app.ts';
import { type RotatedKey, type RotateKeyRequest, rotateKey } from '../rotate-key.ts';

/** The sample with one key a user: AWS allows two, so that there is room for the next one. */
export function withOneKeyEach(sample: Organisation): Organisation {
  const users = sample.users.map((user) => ({ ...user, keys: user.keys.slice(0, 1) }));
  return { ...sample, users };
}

/** Rotates the key of `ci` for somebody who agrees to everything. */
export function rotateAgreed(app: App, more: Partial<RotateKeyRequest> = {}): Promise<RotatedKey> {
  return rotateKey(app, {
    profile: 'ci',
    finish: false,
    deleteNow: false,
    wish: {},
    confirm: async () => undefined,
    confirmUnclear: async () => undefined,
    onStep: () => undefined,
    ...more,
  });
}
