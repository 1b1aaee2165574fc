import type { ActionCall } from '../sts-state.ts';
import type { ResultElements } from '../wire/answer-text.ts';
import {
  createAccessKey,
  deleteAccessKey,
  getAccessKeyLastUsed,
  listAccessKeys,
  updateAccessKey,
} from './access-key-actions.ts';
import { requireIamCaller } from './iam-subject.ts';
import { getRole, getUser } from './identity-actions.ts';

/** The version that every call of IAM names. */
export const IAM_VERSION = '2010-05-08';

const ACTIONS: readonly (readonly [string, (call: ActionCall) => ResultElements])[] = [
  ['CreateAccessKey', createAccessKey],
  ['DeleteAccessKey', deleteAccessKey],
  ['GetAccessKeyLastUsed', getAccessKeyLastUsed],
  ['GetRole', getRole],
  ['GetUser', getUser],
  ['ListAccessKeys', listAccessKeys],
  ['UpdateAccessKey', updateAccessKey],
];

/** The calls of IAM that the practice organisation knows. */
export const IAM_ACTIONS: ReadonlyMap<string, (call: ActionCall) => ResultElements> = new Map(
  ACTIONS.map(([name, run]) => [
    name,
    (call: ActionCall) => {
      requireIamCaller(call.caller);
      return run(call);
    },
  ]),
);
