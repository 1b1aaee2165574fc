import { makeValidator } from '../actions/validator.ts';
import type { ActionCall } from '../sts-state.ts';
import type { ResultElements } from '../wire/answer-text.ts';
import { authorizedRole, authorizedUser, ROLE_NAME } from './iam-subject.ts';

/** When the sample's users and roles were made; nothing is decided by it. */
const CREATED = new Date('2024-01-01T00:00:00Z');

/** GetUser: the named user of the caller's account, or the caller. */
export function getUser(call: ActionCall): ResultElements {
  const user = authorizedUser(call, 'iam:GetUser', makeValidator());
  return {
    User: {
      Path: user.path,
      UserName: user.name,
      UserId: user.id,
      Arn: user.arn,
      CreateDate: CREATED,
      Tags: user.tags.map(({ key, value }) => ({ Key: key, Value: value })),
    },
  };
}

/** GetRole: the trust policy comes as URL-encoded JSON (RFC 3986). */
export function getRole(call: ActionCall): ResultElements {
  const validator = makeValidator();
  const name = call.parameters.text('RoleName');
  validator.text('roleName', name, ROLE_NAME);
  validator.finish();
  const role = authorizedRole(call, 'iam:GetRole', name ?? '');
  return {
    Role: {
      Path: role.path,
      RoleName: role.name,
      RoleId: role.id,
      Arn: role.arn,
      CreateDate: CREATED,
      AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(role.trustPolicy)),
      MaxSessionDuration: role.maxSessionDuration,
      Tags: role.tags.map(({ key, value }) => ({ Key: key, Value: value })),
    },
  };
}
