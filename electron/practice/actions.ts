import { assumeRole } from './assume-role.ts';
import { type Conditions } from './conditions.ts';
import type { Caller, IssuedSession } from './issued-session.ts';
import { evaluate } from './policy.ts';
import { accessDenied, StsFault } from './sts-fault.ts';
import type { StsState } from './sts-state.ts';
import type { AnswerFields } from './wire.ts';

type Action = (state: StsState, caller: Caller, parameters: URLSearchParams) => AnswerFields;

const HALF_A_DAY = 43_200;
const MOST_ROOT_SECONDS = 3600;

/** The STS actions that the simulator knows. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  AssumeRole: (state, caller, parameters) => {
    const session = assumeRole(state, caller, parameters);
    return {
      AssumedRoleUser: { Arn: session.principal.arn, AssumedRoleId: session.userId },
      Credentials: credentialFields(session),
      PackedPolicySize: session.tags.size > 0 ? 6 : undefined,
      SourceIdentity: session.sourceIdentity,
    };
  },

  GetSessionToken: (state, caller, parameters) => {
    if (caller.session !== undefined) {
      throw accessDenied('Cannot call GetSessionToken with session credentials');
    }
    const isProven = state.mfa.verify(
      caller.principal.arn,
      parameters.get('SerialNumber'),
      parameters.get('TokenCode'),
      state.now(),
    );
    const asked = Number(parameters.get('DurationSeconds') ?? HALF_A_DAY);
    const seconds = caller.kind === 'root' ? Math.min(asked, MOST_ROOT_SECONDS) : asked;
    const session = state.registry.issue({
      kind: 'user',
      expiration: state.now() + state.faults.livesFor(seconds) * 1000,
      principal: caller.principal,
      userId: caller.userId,
      policies: caller.policies,
      tags: new Map(),
      transitiveTagKeys: [],
      ...(isProven ? { mfaAt: state.now() } : {}),
    });
    return { Credentials: credentialFields(session) };
  },

  GetFederationToken: (state, caller, parameters) => {
    if (caller.session !== undefined) {
      throw accessDenied('Cannot call GetFederationToken with session credentials');
    }
    const name = parameters.get('Name') ?? '';
    const verdict = evaluate(caller.policies, 'sts:GetFederationToken', '*', {});
    const [, partition, , , account] = caller.principal.arn.split(':');
    const arn = `arn:${partition}:sts::${account}:federated-user/${name}`;
    if (verdict !== 'allow') {
      throw accessDenied(
        `User: ${caller.principal.arn} is not authorized to perform: sts:GetFederationToken on resource: ${arn}`,
      );
    }
    const seconds = Number(parameters.get('DurationSeconds') ?? HALF_A_DAY);
    const userId = `${account}:${name}`;
    const session = state.registry.issue({
      kind: 'federated',
      expiration: state.now() + state.faults.livesFor(seconds) * 1000,
      principal: { arn, identityArn: arn, accountId: account ?? '' },
      userId,
      policies: [],
      tags: new Map(),
      transitiveTagKeys: [],
    });
    return {
      Credentials: credentialFields(session),
      FederatedUser: { Arn: arn, FederatedUserId: userId },
      PackedPolicySize: 0,
    };
  },

  GetCallerIdentity: (_, caller) => ({
    Arn: caller.principal.arn,
    UserId: caller.userId,
    Account: caller.principal.accountId,
  }),

  DecodeAuthorizationMessage: (_, caller, parameters) => {
    if (evaluate(caller.policies, 'sts:DecodeAuthorizationMessage', '*', {}) !== 'allow') {
      throw accessDenied(
        `User: ${caller.principal.arn} is not authorized to perform: sts:DecodeAuthorizationMessage`,
      );
    }
    return { DecodedMessage: decodeMessage(parameters.get('EncodedMessage') ?? '') };
  },
};

/** Actions that keep working where STS is switched off: https://github.com/aws/aws-sdk-go-v2/issues/2846 */
export const WORKS_IN_DEACTIVATED_REGIONS = new Set(['GetCallerIdentity']);

/** The encoded messages of this simulator: base64 of what a policy decision was about. */
export function encodeMessage(decision: { readonly action: string; readonly conditions?: Conditions }): string {
  return Buffer.from(JSON.stringify({ allowed: false, ...decision })).toString('base64url');
}

function decodeMessage(encoded: string): string {
  const text = Buffer.from(encoded, 'base64url').toString('utf8');
  if (!text.startsWith('{"allowed":')) {
    throw new StsFault('InvalidAuthorizationMessageException', 400, 'Invalid EncodedMessage');
  }
  return text;
}

function credentialFields(session: IssuedSession): AnswerFields {
  return {
    AccessKeyId: session.accessKeyId,
    SecretAccessKey: session.secretAccessKey,
    SessionToken: session.sessionToken,
    Expiration: new Date(session.expiration).toISOString().replace(/\.\d+Z$/, 'Z'),
  };
}
