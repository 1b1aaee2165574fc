import type { AssumeRoleRequest, GetSessionTokenRequest } from '@aws-sdk/client-sts';
import type { CallContext, StsAction } from './call-context.ts';
import type { AssumeRoleInput, GetSessionTokenInput, MfaCode, StsCaller } from './types.ts';

/** Our input in the API's terms. Empty lists are left out: STS counts an empty list as one that is sent. */
export function assumeRoleRequest(input: AssumeRoleInput): AssumeRoleRequest {
  return {
    RoleArn: input.roleArn,
    RoleSessionName: input.sessionName,
    DurationSeconds: input.durationSeconds,
    ...(input.externalId === undefined ? {} : { ExternalId: input.externalId }),
    ...mfaParameters(input.mfa),
    ...(input.tags.length === 0
      ? {}
      : { Tags: input.tags.map((tag) => ({ Key: tag.key, Value: tag.value })) }),
    ...(input.transitiveTagKeys.length === 0
      ? {}
      : { TransitiveTagKeys: [...input.transitiveTagKeys] }),
    ...(input.sourceIdentity === undefined ? {} : { SourceIdentity: input.sourceIdentity }),
    ...(input.policyArns.length === 0
      ? {}
      : { PolicyArns: input.policyArns.map((arn) => ({ arn })) }),
  };
}

/** Our input in the API's terms. */
export function sessionTokenRequest(input: GetSessionTokenInput): GetSessionTokenRequest {
  return { DurationSeconds: input.durationSeconds, ...mfaParameters(input.mfa) };
}

function mfaParameters(mfa: MfaCode | undefined): { SerialNumber?: string; TokenCode?: string } {
  return mfa === undefined ? {} : { SerialNumber: mfa.serial, TokenCode: mfa.code };
}

/** Limits of time that a message may name, milliseconds. */
export type CallLimits = Pick<CallContext, 'connectTimeoutMs' | 'requestTimeoutMs'>;

/** What is known about any call before it is made. */
export function callContext(
  action: StsAction,
  caller: StsCaller,
  limits: CallLimits,
  input: { readonly mfa?: MfaCode; readonly durationSeconds?: number } = {},
): CallContext {
  const { secretAccessKey, sessionToken, accessKeyId } = caller.credentials;
  return {
    action,
    region: caller.region,
    endpoint: caller.endpoint,
    callerKind: sessionToken === undefined ? 'long-term' : 'session',
    accessKeyId,
    ...(input.durationSeconds === undefined ? {} : { durationSeconds: input.durationSeconds }),
    ...(input.mfa === undefined ? {} : { mfaSerial: input.mfa.serial }),
    externalIdSent: false,
    tagsSent: false,
    sourceIdentitySent: false,
    policiesSent: false,
    clockOffset: 0,
    ...limits,
    hidden: [secretAccessKey, sessionToken, input.mfa?.code].filter((text) => text !== undefined),
  };
}

/** What is known about an AssumeRole call before it is made. */
export function assumeRoleContext(
  caller: StsCaller,
  limits: CallLimits,
  input: AssumeRoleInput,
): CallContext {
  const context = callContext('AssumeRole', caller, limits, input);
  return {
    ...context,
    roleArn: input.roleArn,
    sessionName: input.sessionName,
    externalIdSent: input.externalId !== undefined,
    tagsSent: input.tags.length > 0,
    sourceIdentitySent: input.sourceIdentity !== undefined,
    policiesSent: input.policyArns.length > 0,
    hidden: input.externalId === undefined ? context.hidden : [...context.hidden, input.externalId],
  };
}
