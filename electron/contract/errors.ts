/**
 * The closed list of everything that can go wrong, with the process exit code each maps to
 *: 1 failed, 2 wrong usage, 3 needs the user, 4 no such role or key,
 * 5 refused to protect the user's data.
 */
export const EXIT_CODE_BY_ERROR = {
  // Wrong usage: the command line, or a value given on it, cannot be right.
  USAGE: 2,
  DURATION_INVALID: 2,
  DURATION_NOT_POSSIBLE: 2,
  CONSOLE_NOT_POSSIBLE: 2,
  VALUE_UNREPRESENTABLE: 2,

  // Needs the user, and nobody can be asked.
  MFA_REQUIRED: 3,
  MFA_CODE_INVALID: 3,
  MFA_CODE_SPENT: 3,
  SIGN_IN_REQUIRED: 3,

  // No such role, key or change.
  ROLE_NOT_FOUND: 4,
  ROLE_AMBIGUOUS: 4,
  KEY_NOT_FOUND: 4,
  CHANGE_NOT_FOUND: 4,

  // Refused to protect the user's data.
  CONFIRMATION_REQUIRED: 5,
  DECLINED: 5,
  KEY_EXISTS: 5,
  LONG_TERM_KEY_IN_TARGET: 5,
  TARGET_REFUSED: 5,
  MANAGE_REFUSED: 5,
  TARGET_TAKEN_OVER: 5,
  FILE_UNSTABLE: 5,
  FILE_CHANGED: 5,
  EDIT_REFUSED: 5,
  ROTATION_UNCLEAR: 5,

  // Config and credentials files.
  CONFIG_UNREADABLE: 1,
  CONFIG_INVALID: 1,
  CHAIN_LOOP: 1,
  CHAIN_BROKEN: 1,
  ROLE_ARN_INVALID: 1,
  PARTITION_MISMATCH: 1,
  BASE_UNSUPPORTED: 1,
  BASE_KEY_MISSING: 1,
  BASE_REFUSED: 1,
  BASE_UNAVAILABLE: 1,
  FILE_UNREADABLE: 1,
  FILE_UNWRITABLE: 1,
  DISK_FULL: 1,
  LOCK_TIMEOUT: 1,

  // Keychain.
  KEYCHAIN_UNAVAILABLE: 1,
  KEYCHAIN_LOCKED: 1,
  KEYCHAIN_REFUSED: 1,
  KEYCHAIN_ITEM_DAMAGED: 1,

  // What STS answers.
  STS_ACCESS_DENIED: 1,
  STS_MFA_DEVICE_INVALID: 1,
  STS_CALLER_NOT_ALLOWED: 1,
  STS_MAX_SESSION_DURATION: 1,
  STS_CHAINING_LIMIT: 1,
  STS_VALIDATION: 1,
  STS_POLICY_MALFORMED: 1,
  STS_POLICY_TOO_LARGE: 1,
  STS_REGION_DISABLED: 1,
  STS_OPT_IN_REQUIRED: 1,
  STS_EXPIRED_TOKEN: 1,
  STS_KEY_INVALID: 1,
  STS_SIGNATURE_MISMATCH: 1,
  STS_CLOCK_SKEW: 1,
  STS_THROTTLED: 1,
  STS_UNAVAILABLE: 1,
  STS_BAD_RESPONSE: 1,

  // What IAM answers, and keys that it has just made.
  IAM_ACCESS_DENIED: 1,
  IAM_NOT_FOUND: 1,
  KEY_LIMIT_REACHED: 1,
  KEY_NOT_ACCEPTED: 1,

  // Signing in to IAM Identity Center.
  SIGN_IN_REFUSED: 1,

  // What AWS's console sign-in answers.
  CONSOLE_REFUSED: 1,

  // Network and endpoint.
  NETWORK_UNREACHABLE: 1,
  NETWORK_TIMEOUT: 1,
  NETWORK_TLS: 1,
  ENDPOINT_REFUSED: 1,

  // The desktop.
  CLIPBOARD_FAILED: 1,

  // Programs we start.
  COMMAND_FAILED: 1,
  TIME_LIMIT: 1,

  INTERNAL: 1,
} as const;

/** A name from the closed list of failures. */
export type ErrorCode = keyof typeof EXIT_CODE_BY_ERROR;

/** A failure as a value: what crosses process borders. Never holds a secret. */
export interface ErrorValue {
  readonly code: ErrorCode;
  /** What happened, one line, without a full stop. */
  readonly message: string;
  /** The next step for the user, one line. */
  readonly hint: string;
}

/**
 * The only error that our code throws on purpose. `message` says what happened and names the file,
 * line or field; `hint` says what to do next. Neither may hold a secret.
 */
export class RoleValetError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  /** True where a one-time code was to be sent, and certainly never left this machine. */
  readonly isCodeUnsent: boolean;

  constructor(
    code: ErrorCode,
    message: string,
    hint: string,
    options?: { cause?: unknown; isCodeUnsent?: boolean },
  ) {
    super(message, options);
    this.name = 'RoleValetError';
    this.code = code;
    this.hint = hint;
    this.isCodeUnsent = options?.isCodeUnsent === true;
  }

  /** The process exit code for this failure. */
  get exitCode(): number {
    return EXIT_CODE_BY_ERROR[this.code];
  }

  /** The failure as a plain value, without stack or cause. */
  toValue(): ErrorValue {
    return { code: this.code, message: this.message, hint: this.hint };
  }
}

/** True where `error` is ours and has one of `codes` (any code where none is given). */
export function isRoleValetError(error: unknown, ...codes: ErrorCode[]): error is RoleValetError {
  return error instanceof RoleValetError && (codes.length === 0 || codes.includes(error.code));
}
