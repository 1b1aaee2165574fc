/** What main found out about a refusal. */
import type { Explanation } from '../../electron/contract/explanation.ts';
import type { ChainWalkView } from '../../electron/contract/surgery.ts';
import { WALK } from './surgery.fixture.ts';

const STATEMENT = `{
  "Effect": "Allow",
  "Principal": {
    "AWS": "arn:aws:iam::111122223333:user/ana"
  },
  "Action": "sts:AssumeRole",
  "Condition": {
    "Bool": {
      "aws:MultiFactorAuthPresent": "true"
    }
  }
}`;

const FACTS = [
  'Role:    arn:aws:iam::333333333333:role/admin',
  'Caller:  arn:aws:iam::111122223333:user/ana',
  'Refused: sts:AssumeRole on 2026-03-02 09:00:00 UTC in eu-west-1, request 7f6a1c3e-example',
  'Answer:  AccessDenied: User: arn:aws:iam::111122223333:user/ana is not authorized to perform: sts:AssumeRole',
].join('\n');

const EXPLANATION: Explanation = {
  code: 'STS_ACCESS_DENIED',
  refused: 'AssumeRole of arn:aws:iam::333333333333:role/admin in eu-west-1, call 2 of 2',
  causes: [
    {
      name: 'external-id-missing',
      title: 'The role wants an external id, and none was sent',
      certainty: 'likely',
      why: 'The role is in another account than the caller, and its profile has no external_id.',
      check:
        'Ask the owner of the role for its external id, and set it as external_id of prod-admin.',
    },
    {
      name: 'principal-not-trusted',
      title: 'The trust policy of the role does not name the caller',
      certainty: 'possible',
      why: 'A role lets in nobody but those whom its trust policy names.',
      check:
        'Look at the trust relationships of the role: arn:aws:iam::111122223333:user/ana must be among its principals.',
      command: 'aws iam get-role --role-name admin --query Role.AssumeRolePolicyDocument',
    },
    {
      name: 'no-permission',
      title: 'The caller’s own policies don’t allow the call',
      certainty: 'possible',
      why: 'Across accounts both sides must allow it.',
      check: 'Allow sts:AssumeRole for the role in a policy of the user ana.',
      command:
        'aws iam simulate-principal-policy --policy-source-arn arn:aws:iam::111122223333:user/ana --action-names sts:AssumeRole',
    },
  ],
  checks: [
    {
      call: 'sts:GetCallerIdentity',
      state: 'made',
      result: 'The caller is arn:aws:iam::111122223333:user/ana.',
    },
    {
      call: 'iam:GetRole',
      state: 'not-permitted',
      result: 'AWS does not let the caller read the role, as is usual across accounts.',
    },
  ],
  texts: [
    {
      to: 'role-owner',
      title: 'To the owner of the role admin',
      text: `${FACTS}\n\nPlease add this statement to the trust policy of the role:\n\n${STATEMENT}`,
    },
    {
      to: 'caller-admin',
      title: 'To the administrator of the account 111122223333',
      text: `${FACTS}\n\nPlease allow sts:AssumeRole for the role.`,
    },
  ],
};

export const EXPLAINED_WALK: ChainWalkView = { ...WALK, explanation: EXPLANATION };
