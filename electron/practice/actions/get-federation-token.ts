import { accountIdOf, plainCaller } from '../caller.ts';
import { authorizeByIdentity } from '../policy/authorize.ts';
import { credentialsElement } from '../sessions.ts';
import { accessDenied } from '../sts-failure.ts';
import type { ActionCall } from '../sts-state.ts';
import type { ResultElements } from '../wire/answer-text.ts';
import { conditionContext } from './condition-context.ts';
import { FEDERATED_NAME, FEDERATION_POLICY } from './constraints.ts';
import { packedPolicySize } from './packed-policy.ts';
import { readPolicyParameters, resolveSessionPolicies } from './session-policies.ts';
import { readTags, resolveTags } from './session-tags.ts';
import { makeValidator } from './validator.ts';

/**
 * GetFederationToken: for long-term keys of users that may call it. A session without session
 * policies has no permissions at all
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html).
 */
export function getFederationToken({ caller, parameters, state }: ActionCall): ResultElements {
  const validator = makeValidator();
  const name = parameters.text('Name');
  validator.text('name', name, FEDERATED_NAME);
  const asked = validator.integer(
    'durationSeconds',
    parameters.text('DurationSeconds'),
    900,
    129_600,
  );
  const policies = readPolicyParameters(parameters, validator, FEDERATION_POLICY);
  const tags = readTags(parameters, validator);
  validator.finish();
  if (caller.credentials !== 'long-term') {
    throw accessDenied('Cannot call GetFederationToken with session credentials');
  }
  const { sessionTags } = resolveTags(caller, tags, []);
  const sessionPolicies = resolveSessionPolicies(policies, state.organisation) ?? [];
  const accountId = accountIdOf(caller);
  const arn = `arn:aws:sts::${accountId}:federated-user/${name}`;
  const now = state.now();
  const context = conditionContext(caller, { now, tags });
  for (const action of ['sts:GetFederationToken', ...(tags.length > 0 ? ['sts:TagSession'] : [])]) {
    authorizeByIdentity(caller, { action, resource: arn, context });
  }
  const packedSize = packedPolicySize(policies, sessionTags);
  const longest = caller.identity.kind === 'root' ? 3600 : 129_600;
  const seconds =
    state.faults.sessionSeconds ?? Math.min(asked ?? Math.min(43_200, longest), longest);
  const session = state.sessions.issue(
    {
      ...plainCaller({ kind: 'federated', accountId, name: name ?? '' }, 'federated'),
      sessionTags,
      sessionPolicies,
    },
    now + seconds * 1000,
  );
  return {
    FederatedUser: { FederatedUserId: `${accountId}:${name}`, Arn: arn },
    Credentials: credentialsElement(session),
    PackedPolicySize: packedSize,
  };
}
