import { assumedRoleArn, plainCaller } from '../caller.ts';
import { decideOutsideTrust } from '../policy/evaluate.ts';
import { credentialsElement } from '../sessions.ts';
import { accessDenied, validationError } from '../sts-failure.ts';
import type { ActionCall } from '../sts-state.ts';
import type { ResultElements } from '../wire/answer-text.ts';
import { POLICY, ROLE_ARN, ROLE_SESSION_NAME, WEB_IDENTITY_TOKEN } from './constraints.ts';
import { packedPolicySize } from './packed-policy.ts';
import { readPolicyParameters, resolveSessionPolicies } from './session-policies.ts';
import { makeValidator } from './validator.ts';
import { checkWebIdentity, type WebIdentity } from './web-identity.ts';

/**
 * AssumeRoleWithWebIdentity: the token, not a signature, says who calls
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html). Session
 * tags and a source identity inside of the token are not supported here: they have no effect.
 */
export function assumeRoleWithWebIdentity({
  parameters,
  state,
}: Omit<ActionCall, 'caller'>): ResultElements {
  const validator = makeValidator();
  const roleArn = parameters.text('RoleArn') ?? '';
  const sessionName = parameters.text('RoleSessionName') ?? '';
  const token = parameters.text('WebIdentityToken');
  validator.text('roleArn', parameters.text('RoleArn'), ROLE_ARN);
  validator.text('roleSessionName', parameters.text('RoleSessionName'), ROLE_SESSION_NAME);
  validator.text('webIdentityToken', token, WEB_IDENTITY_TOKEN);
  const durationSeconds =
    validator.integer('durationSeconds', parameters.text('DurationSeconds'), 900, 43_200) ?? 3600;
  const policies = readPolicyParameters(parameters, validator, POLICY);
  validator.finish();
  if (!roleArn.startsWith('arn:aws:iam:')) {
    throw validationError('Request ARN is invalid');
  }
  const identity = checkWebIdentity(token ?? '', roleArn, state);
  const sessionPolicies = resolveSessionPolicies(policies, state.organisation);
  const role = state.organisation.roles.find(({ arn }) => arn === roleArn);
  const request = {
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: roleArn,
    context: contextOf(identity, sessionName),
  };
  const trust =
    role && decideOutsideTrust(role.trustPolicy, request, 'Federated', identity.provider.arn);
  if (role === undefined || trust?.isDenied !== false || trust.allowedAs === 'none') {
    throw accessDenied('Not authorized to perform sts:AssumeRoleWithWebIdentity');
  }
  if (durationSeconds > role.maxSessionDuration) {
    throw validationError(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  const packedSize = packedPolicySize(policies, []);
  const seconds = state.faults.sessionSeconds ?? durationSeconds;
  const session = state.sessions.issue(
    {
      ...plainCaller({ kind: 'role', role, sessionName }, 'role'),
      assumedBy: 'web-identity',
      ...(sessionPolicies === undefined ? {} : { sessionPolicies }),
    },
    state.now() + seconds * 1000,
  );
  return {
    SubjectFromWebIdentityToken: identity.subject,
    Audience: identity.audience,
    AssumedRoleUser: {
      AssumedRoleId: `${role.id}:${sessionName}`,
      Arn: assumedRoleArn(role, sessionName),
    },
    Provider: identity.provider.arn,
    Credentials: credentialsElement(session),
    PackedPolicySize: packedSize,
  };
}

/** Condition keys carry the provider's own name: `token.example.com:sub`. */
function contextOf(
  { provider, subject, audience }: WebIdentity,
  sessionName: string,
): ReadonlyMap<string, readonly string[]> {
  const name = provider.issuer.replace(/^https:\/\//, '').toLowerCase();
  return new Map([
    [`${name}:sub`, [subject]],
    [`${name}:aud`, [audience]],
    ['aws:federatedprovider', [provider.arn]],
    ['sts:rolesessionname', [sessionName]],
  ]);
}
