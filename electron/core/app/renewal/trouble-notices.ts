import type { Trouble } from './keep-alive.ts';

/** One role that can't be renewed, with what a notice says of it. */
export interface TroubledRole {
  readonly profile: string;
  readonly trouble: Trouble;
  /** The device that its code comes from. */
  readonly mfaSerial: string | undefined;
  readonly base: string | undefined;
  /** What a person signs in to for its base; left out where nobody has to. */
  readonly signIn?: string;
}

/** Roles that can't be renewed for one reason: a person hears of it once. */
export interface TroubleGroup {
  readonly id: string;
  readonly kind: 'ask' | 'fix';
  /** What a person is asked for, where `kind` is `ask`. */
  readonly wants: 'code' | 'sign-in';
  readonly profiles: readonly string[];
  readonly message: string;
  readonly mfaSerial: string | undefined;
  readonly base: string | undefined;
}

/**
 * Groups what a person can do something about: by device or sign-in where those are needed, else by base and
 * failure, since a deactivated key fails every role behind it. What passes by itself is not told.
 */
export function troubleGroups(roles: readonly TroubledRole[]): readonly TroubleGroup[] {
  const groups = new Map<string, TroubledRole[]>();
  for (const role of roles) {
    const { kind, failure } = role.trouble;
    if (kind === 'retry') continue;
    const id =
      kind === 'ask' ? askId(role) : `renewal:${role.base ?? role.profile}:${failure.code}`;
    groups.set(id, [...(groups.get(id) ?? []), role]);
  }
  return [...groups].flatMap(([id, members]) => {
    const [first] = members;
    return first === undefined || first.trouble.kind === 'retry'
      ? []
      : [
          {
            id,
            kind: first.trouble.kind,
            wants: wantsSignIn(first) ? 'sign-in' : 'code',
            profiles: members.map(({ profile }) => profile),
            message: first.trouble.failure.message,
            mfaSerial: first.mfaSerial,
            base: first.base,
          },
        ];
  });
}

/** One device gives one code for all its roles, and one sign-in opens all bases of its name. */
function askId(role: TroubledRole): string {
  const { mfaSerial, base = '', signIn } = role;
  return wantsSignIn(role) ? `sign-in:${signIn ?? base}` : `mfa:${mfaSerial ?? base}`;
}

function wantsSignIn({ trouble }: TroubledRole): boolean {
  return trouble.failure.code === 'SIGN_IN_REQUIRED';
}

/** What changed since the last call: reasons that are new, and ids of those that are gone. */
export class TroubleNews {
  #known: ReadonlySet<string> = new Set();

  compare(groups: readonly TroubleGroup[]): {
    readonly fresh: readonly TroubleGroup[];
    readonly gone: readonly string[];
  } {
    const ids = new Set(groups.map(({ id }) => id));
    const fresh = groups.filter(({ id }) => !this.#known.has(id));
    const gone = [...this.#known].filter((id) => !ids.has(id));
    this.#known = ids;
    return { fresh, gone };
  }
}
