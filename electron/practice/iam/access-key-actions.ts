import type { KeptAccessKey } from '../access-keys.ts';
import { makeValidator } from '../actions/validator.ts';
import type { User } from '../organisation.ts';
import { StsFailure, validationError } from '../sts-failure.ts';
import type { ActionCall } from '../sts-state.ts';
import type { ResultElements } from '../wire/answer-text.ts';
import { ACCESS_KEY_ID, authorizedUser, noSuchEntity } from './iam-subject.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_KEYS = 2;

/** CreateAccessKey: inactive keys count for the limit as well. */
export function createAccessKey(call: ActionCall): ResultElements {
  const { state } = call;
  const user = authorizedUser(call, 'iam:CreateAccessKey', makeValidator());
  if (state.keys.ofUser(user.arn).length >= MOST_KEYS) {
    throw new StsFailure(
      'LimitExceeded',
      409,
      `Cannot exceed quota for AccessKeysPerUser: ${MOST_KEYS}`,
    );
  }
  const key = state.keys.create(user, state.now(), state.faults.newKeyRefusals);
  return {
    AccessKey: {
      ...metadata(user, key),
      SecretAccessKey: key.secretAccessKey,
    },
  };
}

/** ListAccessKeys: there are never so many that the list would come in parts. */
export function listAccessKeys(call: ActionCall): ResultElements {
  const user = authorizedUser(call, 'iam:ListAccessKeys', makeValidator());
  return {
    UserName: user.name,
    AccessKeyMetadata: call.state.keys.ofUser(user.arn).map((key) => metadata(user, key)),
    IsTruncated: 'false',
  };
}

/** UpdateAccessKey: switches a key on or off. */
export function updateAccessKey(call: ActionCall): ResultElements {
  const status = call.parameters.text('Status');
  const key = keyOf(call, 'iam:UpdateAccessKey');
  if (status !== 'Active' && status !== 'Inactive') {
    throw validationError(
      `1 validation error detected: Value '${status ?? ''}' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive]`,
    );
  }
  call.state.keys.change(key.accessKeyId, { active: status === 'Active' });
  return {};
}

/** DeleteAccessKey: active ones too. */
export function deleteAccessKey(call: ActionCall): ResultElements {
  call.state.keys.remove(keyOf(call, 'iam:DeleteAccessKey').accessKeyId);
  return {};
}

/** GetAccessKeyLastUsed: whose key it is, and its last call; a key never used has no date. */
export function getAccessKeyLastUsed(call: ActionCall): ResultElements {
  const accessKeyId = requiredKeyId(call);
  const key = call.state.keys.find(accessKeyId);
  const owner = key?.identity.kind === 'user' ? key.identity.user : undefined;
  // The call has no UserName; who may make it is decided by the key's owner.
  const parameters = {
    ...call.parameters,
    text: (name: string) => (name === 'UserName' ? owner?.name : call.parameters.text(name)),
  };
  const user = authorizedUser({ ...call, parameters }, 'iam:GetAccessKeyLastUsed', makeValidator());
  if (key === undefined || owner !== user) {
    throw cannotBeFound(accessKeyId);
  }
  const { lastUsed } = key;
  return {
    UserName: user.name,
    AccessKeyLastUsed: {
      LastUsedDate: lastUsed === undefined ? undefined : new Date(lastUsed.at),
      ServiceName: lastUsed?.service ?? 'N/A',
      Region: lastUsed?.region ?? 'N/A',
    },
  };
}

function keyOf(call: ActionCall, action: string): KeptAccessKey {
  const accessKeyId = requiredKeyId(call);
  const user = authorizedUser(call, action, makeValidator());
  const key = call.state.keys.ofUser(user.arn).find((one) => one.accessKeyId === accessKeyId);
  if (key === undefined) {
    throw cannotBeFound(accessKeyId);
  }
  return key;
}

function requiredKeyId({ parameters }: ActionCall): string {
  const validator = makeValidator();
  const accessKeyId = parameters.text('AccessKeyId');
  validator.text('accessKeyId', accessKeyId, ACCESS_KEY_ID);
  validator.finish();
  return accessKeyId ?? '';
}

function cannotBeFound(accessKeyId: string): StsFailure {
  return noSuchEntity(`The Access Key with id ${accessKeyId} cannot be found.`);
}

function metadata(user: User, key: KeptAccessKey): ResultElements {
  return {
    UserName: user.name,
    AccessKeyId: key.accessKeyId,
    Status: key.active ? 'Active' : 'Inactive',
    CreateDate: new Date(key.createdAt),
  };
}
