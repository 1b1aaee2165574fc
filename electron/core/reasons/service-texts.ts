import { spanInWords } from '../aws/sts/call-context.ts';
import { awsCommand, type CauseTable } from './facts.ts';

/** Causes in keys, sessions, signatures, regions and the service itself. */
export const serviceTexts: CauseTable<
  | 'session-expired'
  | 'key-inactive'
  | 'key-new'
  | 'session-unknown'
  | 'global-token'
  | 'wrong-partition'
  | 'secret-wrong'
  | 'request-altered'
  | 'clock-slow'
  | 'clock-fast'
  | 'message-undecodable'
  | 'region-disabled'
  | 'not-signed-up'
  | 'throttled'
  | 'aws-trouble'
  | 'foreign-answer'
  | 'identity-token-invalid'
  | 'identity-token-expired'
  | 'identity-claim-rejected'
  | 'identity-provider-unreachable'
> = {
  'session-expired': ({ evidence }) => ({
    title: 'the session that made the call has expired',
    why: `AWS knows ${evidence.keyId} and says that its time is over.`,
    check:
      'Make the step before this one in the chain anew; if it was given from outside (environment, a file, a process), renew it there.',
  }),
  'key-inactive': ({ evidence }) => ({
    title: 'the access key is deleted or switched off',
    why: `AWS knows no active key ${evidence.keyId}.`,
    check:
      'Look for the key: IAM console, your user, Security credentials, Access keys. Switch it on, or store a new one.',
    command: awsCommand('iam', 'list-access-keys'),
  }),
  'key-new': () => ({
    title: 'the access key is so new that not all of AWS knows it yet',
    why: 'A new key takes some seconds to work everywhere.',
    check: 'If the key was made just now, wait half a minute and try again.',
  }),
  'session-unknown': ({ evidence }) => ({
    title: 'the session token is damaged, revoked or cut',
    why: `AWS does not know the session ${evidence.keyId} with the token that came along.`,
    check:
      'Make the session anew; if it came from outside, copy id, secret and token together once more.',
  }),
  'global-token': ({ evidence }) => ({
    title: `the session comes from the global endpoint, whose tokens ${evidence.region} does not take`,
    why: 'Regions that an account has to switch on take only tokens of regional endpoints, unless the account is set otherwise.',
    check:
      'Make the session at a regional endpoint, or have it set: IAM console, Account settings, Session tokens valid in all regions.',
  }),
  'wrong-partition': ({ evidence }) => ({
    title: `the key belongs to another partition than ${evidence.region}`,
    why: 'AWS in China, GovCloud and the other partitions know only keys of their own.',
    check: `Compare where the key was made with the region ${evidence.region}, and correct region or source_profile.`,
  }),
  'secret-wrong': ({ evidence }) => ({
    title: `the secret does not belong to ${evidence.keyId}`,
    why: 'AWS knows the key, and what its secret signs looks otherwise.',
    check:
      evidence.callerKind === 'session'
        ? 'Make the session anew.'
        : 'Enter id and secret again, together: a secret has 40 characters and is often cut when it is copied.',
  }),
  'request-altered': ({ evidence }) => ({
    title: `something between this machine and ${evidence.host} altered the request`,
    why: 'A proxy that removes or changes headers breaks the signature.',
    check: 'Try without the proxy, or have it pass requests to AWS through as they are.',
  }),
  'clock-slow': ({ evidence }) => ({
    title: `the clock of this machine is ${offText(evidence.clockOffset)} slow`,
    why: 'AWS refuses signatures that are more than 15 min old by its own clock.',
    check: 'Set date and time to automatic; in WSL or a virtual machine, sync it with the host.',
  }),
  'clock-fast': ({ evidence }) => ({
    title: `the clock of this machine is ${offText(evidence.clockOffset)} fast`,
    why: 'AWS refuses signatures from more than 15 min ahead of its own clock.',
    check: 'Set date and time to automatic; in WSL or a virtual machine, sync it with the host.',
  }),
  'message-undecodable': () => ({
    title: 'the encoded message cannot be decoded',
    why: 'It is cut or altered, or was made for another account or partition.',
    check:
      'Copy the whole message, without blanks and line breaks, and decode it in the account where the refusal came from.',
  }),
  'region-disabled': ({ evidence }) => ({
    title: `STS is switched off in ${evidence.region} for the caller's account`,
    why: evidence.answer?.text ?? '',
    check: `Have an administrator of the caller's account switch it on (IAM console, Account settings, Security Token Service), or set another region${/^(?:cn|us-gov|us-iso|eu-iso|eusc)/.test(evidence.region) ? '' : ', such as us-east-1, which is never off'}.`,
  }),
  'not-signed-up': ({ evidence }) => ({
    title: `the account is not signed up for AWS in ${evidence.region}`,
    why: evidence.answer?.text ?? '',
    check:
      'Have the region enabled (Account settings, AWS Regions), the sign-up completed, or use another region.',
    command: awsCommand('account', 'get-region-opt-status', '--region-name', evidence.region),
  }),
  throttled: () => ({
    title: 'the account makes too many STS calls at once',
    why: 'AWS slows an account down as a whole, so another program may be the cause.',
    check:
      'Wait a minute. If it stays so, look in CloudTrail for who calls STS in a loop; the limit cannot be raised.',
  }),
  'aws-trouble': ({ evidence }) => ({
    title: 'AWS itself has trouble',
    why: `STS at ${evidence.host} answered with a fault of its own${evidence.answer === undefined ? '' : ` (${evidence.answer.code}, HTTP ${evidence.answer.status})`}.`,
    check: `Try again in a minute; if it stays so, look at the AWS Health Dashboard for ${evidence.region}, or use another region.`,
  }),
  'foreign-answer': ({ evidence }) => ({
    title: `something else than AWS answered at ${evidence.host}`,
    why: 'The answer is not one that STS gives; most often a proxy or the sign-in page of a network stands between.',
    check:
      'Open a web page to sign in to the network, then check the proxy settings and the endpoint.',
  }),
  'identity-token-invalid': () => ({
    title: 'AWS does not accept the web identity token',
    why: 'Its issuer, audience or signature is not what the identity provider in IAM says.',
    check:
      'Compare the token with the provider: IAM console, Identity providers (URL and audience); then get a new token.',
    command: awsCommand('iam', 'list-open-id-connect-providers'),
  }),
  'identity-token-expired': () => ({
    title: 'the web identity token has expired',
    why: 'Such tokens live minutes to hours, and the file still holds an old one.',
    check:
      'See that whoever writes web_identity_token_file renews it, and that this is the right file.',
  }),
  'identity-claim-rejected': () => ({
    title: 'the identity provider rejected the sign-in',
    why: 'A claim of the token is not accepted, or the token was revoked.',
    check: 'Sign in again there, and get a new token.',
  }),
  'identity-provider-unreachable': () => ({
    title: 'AWS could not reach the identity provider',
    why: 'It fetches the signing keys of the provider from its URL.',
    check: 'Try again in a minute; then see that the URL of the provider is open to the internet.',
  }),
};

function offText(offset: number): string {
  return Math.abs(offset) < 60_000 ? 'more than 15 min' : spanInWords(offset);
}
