import { authorizeByIdentity } from '../policy/authorize.ts';
import { accessDenied, StsFailure } from '../sts-failure.ts';
import type { ActionCall } from '../sts-state.ts';
import type { ResultElements } from '../wire/answer-text.ts';
import { conditionContext } from './condition-context.ts';
import { ENCODED_MESSAGE } from './constraints.ts';
import { makeValidator } from './validator.ts';

/**
 * DecodeAuthorizationMessage: for callers that may, but not with trios of GetSessionToken or
 * GetFederationToken (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html).
 */
export function decodeAuthorizationMessage({
  caller,
  parameters,
  state,
}: ActionCall): ResultElements {
  const validator = makeValidator();
  const encoded = parameters.text('EncodedMessage');
  validator.text('encodedMessage', encoded, ENCODED_MESSAGE);
  validator.finish();
  if (caller.credentials === 'session-token' || caller.credentials === 'federated') {
    const kind = caller.credentials === 'federated' ? 'federation' : 'session';
    throw accessDenied(`Cannot call DecodeAuthorizationMessage with ${kind} credentials`);
  }
  authorizeByIdentity(caller, {
    action: 'sts:DecodeAuthorizationMessage',
    resource: '*',
    context: conditionContext(caller, { now: state.now() }),
  });
  const message = state.decodeMessage(encoded ?? '');
  if (message === undefined) {
    throw new StsFailure('InvalidAuthorizationMessageException', 400, 'Message is invalid');
  }
  return { DecodedMessage: message };
}
