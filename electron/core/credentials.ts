/** A long-term access key of an IAM user: what a base key is. */
export interface LongTermKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The credential trio with its expiry. Nothing that hands credentials out may lack the token. */
export interface SessionCredentials extends LongTermKey {
  readonly sessionToken: string;
  /** When AWS stops accepting the trio, epoch milliseconds, by the server's clock. */
  readonly expiration: number;
}

/** Credentials that can sign a call: a long-term key, or a trio (its expiry may be unknown). */
export interface SigningCredentials extends LongTermKey {
  readonly sessionToken?: string;
}
