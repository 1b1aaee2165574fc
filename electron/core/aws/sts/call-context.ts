/** Which call was made. */
export type StsAction =
  | 'AssumeRole'
  | 'AssumeRoleWithWebIdentity'
  | 'GetSessionToken'
  | 'GetCallerIdentity'
  | 'DecodeAuthorizationMessage';

/** Which call to IAM was made: it is explained in the same terms. */
export type IamAction =
  | 'CreateAccessKey'
  | 'DeleteAccessKey'
  | 'GetAccessKeyLastUsed'
  | 'GetRole'
  | 'ListAccessKeys'
  | 'UpdateAccessKey';

/** The certificate that a server showed, as far as it helps a user to find who issued it. */
export interface CertificateSummary {
  readonly issuer: string;
  readonly subject: string;
  /** As the certificate writes it, such as `Nov 25 07:00:00 2026 GMT`. */
  readonly validTo: string;
}

/** What is known about a call when it fails: the evidence that an explanation may rank causes by. */
export interface CallContext {
  readonly action: StsAction | IamAction;
  readonly region: string;
  readonly endpoint: string;
  /** `session`: the call was signed with temporary credentials (they carry a session token). */
  readonly callerKind: 'long-term' | 'session';
  /** Not a secret; shown shortened. */
  readonly accessKeyId: string;
  readonly roleArn?: string;
  readonly sessionName?: string;
  readonly durationSeconds?: number;
  /** Set where a one-time code was sent. */
  readonly mfaSerial?: string;
  readonly externalIdSent: boolean;
  readonly tagsSent: boolean;
  readonly sourceIdentitySent: boolean;
  readonly policiesSent: boolean;
  /** Server time minus machine time, milliseconds; 0 where unknown. */
  readonly clockOffset: number;
  /** When it failed, epoch milliseconds by the server's clock. */
  readonly at?: number;
  /** The longest that the call was allowed to take, milliseconds. */
  readonly requestTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** Texts that no message may repeat: secret key, session token, one-time code, external id. */
  readonly hidden: readonly string[];
  /** The server's certificate, where it was looked at after a TLS failure. */
  readonly certificate?: CertificateSummary;
}

/** The endpoint's host and port for a message: never its user name, password, path or query. */
export function hostOf(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).host : 'the STS endpoint';
}

/** An access key id as `AKIA...MPLE`: enough to find it in the IAM console. */
export function shortKeyId(accessKeyId: string): string {
  return accessKeyId.length < 12
    ? 'the access key'
    : `${accessKeyId.slice(0, 4)}...${accessKeyId.slice(-4)}`;
}

const longestText = 600;
/** User name and password in a URL: a proxy's, in Node's own messages. */
const userInfo = /\/\/[^\s/@]+@/g;
const control = /[\u0000-\u001f\u007f]+/g;

/**
 * The first line of what a server said, fit for a message: one line, shortened, without any of
 * `hidden` and without the user name and password of a URL. Only the first line, because the text of SignatureDoesNotMatch goes on with the canonical
 * request, which holds the session token.
 */
export function serverText(text: string, hidden: readonly string[]): string {
  let line = (text.split(/[\r\n]/, 1)[0] ?? '').replace(control, ' ').trim();
  line = line.replace(userInfo, '//');
  for (const value of hidden) {
    line = withoutValue(line, value);
  }
  return line.length > longestText ? `${line.slice(0, longestText)}...` : line;
}

/** Short values (a six-digit code) go only where they stand alone: not out of an account number. */
function withoutValue(text: string, value: string): string {
  if (value.length === 0) {
    return text;
  }
  if (value.length >= 16) {
    return text.replaceAll(value, '(hidden)');
  }
  const pattern = value.replace(/[^A-Za-z0-9_]/g, '\\$&');
  return text.replace(new RegExp(`(?<![A-Za-z0-9])${pattern}(?![A-Za-z0-9])`, 'g'), '(hidden)');
}

/** A span of time in words, such as `14 h 50 min`, `4 min`, `30 s`. `milliseconds` may be negative. */
export function spanInWords(milliseconds: number): string {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

/** How surely a one-time code was used up by a failed call. */
export type CodeFate = 'not-sent' | 'unclear' | 'answered';

/**
 * What to say about the one-time code after a failure, with a leading blank; empty where none was
 * sent. STS accepts a code once, so a lost answer may have used it
 * (https://github.com/1Password/shell-plugins/issues/180).
 */
export function codeNote(context: Pick<CallContext, 'mfaSerial'>, fate: CodeFate): string {
  if (context.mfaSerial === undefined) {
    return '';
  }
  switch (fate) {
    case 'not-sent':
      return ' (the MFA code did not leave this machine)';
    case 'unclear':
      return ' (the MFA code may be used: wait for the next one)';
    case 'answered':
      return ' (with the next MFA code)';
  }
}
