/**
 * Why AWS refused a call, as plain data that the command line prints and the window shows. Holds no
 * secret: no key, no code, no external id.
 */
export interface Explanation {
  /** The error's code, of the closed list. */
  readonly code: string;
  /** Which call was refused, in one line. */
  readonly refused: string;
  /** The likeliest first; those that a check ruled out are left out. */
  readonly causes: readonly Cause[];
  readonly checks: readonly Check[];
  /** Texts to send to whoever can mend it; empty where the mending is the user's own. */
  readonly texts: readonly ReadyText[];
}

/** `certain`: AWS's own words or a check name it. `likely`, `possible`: it fits what is known. */
export type Certainty = 'certain' | 'likely' | 'possible';

export interface Cause {
  readonly name: CauseName;
  /** What is wrong, a few words. */
  readonly title: string;
  readonly certainty: Certainty;
  /** What speaks for it, one or two sentences. */
  readonly why: string;
  /** What to look at or do, and where. */
  readonly check: string;
  /** The same with the AWS CLI, where there is a command for it. */
  readonly command?: string;
}

/** A look that Role Valet took for the user, with the very credentials that were refused. */
export interface Check {
  readonly call: 'sts:GetCallerIdentity' | 'iam:GetRole' | 'sts:DecodeAuthorizationMessage';
  /** `not-permitted`: AWS refused it, which changes nothing. `not-made`: it could not tell anything. */
  readonly state: 'made' | 'not-permitted' | 'not-made';
  /** What came of it, one sentence. */
  readonly result: string;
}

export interface ReadyText {
  /** Who can do what the text asks for. */
  readonly to: 'role-owner' | 'caller-admin';
  readonly title: string;
  /** Several lines, ready to be sent. */
  readonly text: string;
}

/** The closed list of causes. */
export type CauseName =
  // A role's trust policy, and the call that it judges.
  | 'principal-not-trusted'
  | 'external-id-missing'
  | 'external-id-wrong'
  | 'mfa-missing'
  | 'mfa-not-carried'
  | 'mfa-too-old'
  | 'trust-condition'
  | 'tag-session'
  | 'set-source-identity'
  | 'role-missing'
  | 'role-arn-differs'
  // The caller's side.
  | 'no-permission'
  | 'policy-limit'
  | 'explicit-deny'
  | 'root-caller'
  | 'session-caller'
  | 'federated-caller'
  // MFA.
  | 'mfa-code-wrong'
  | 'mfa-code-missing'
  | 'mfa-serial-wrong'
  | 'mfa-device-kind'
  // Values.
  | 'role-maximum'
  | 'chaining-limit'
  | 'value-refused'
  | 'tag-conflict'
  | 'policy-malformed'
  | 'policy-too-large'
  // Keys, sessions and signatures.
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
  // Regions and the service itself.
  | 'region-disabled'
  | 'not-signed-up'
  | 'throttled'
  | 'aws-trouble'
  | 'foreign-answer'
  // A sign-in of another kind.
  | 'identity-token-invalid'
  | 'identity-token-expired'
  | 'identity-claim-rejected'
  | 'identity-provider-unreachable'
  // What has no reason beyond its own text.
  | 'other';
