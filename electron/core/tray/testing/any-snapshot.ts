import fc from 'fast-check';
import type { KeyView } from '../../../contract/keys.ts';
import type { RoleState, RoleView } from '../../../contract/roles.ts';
import type { Snapshot } from '../../../contract/snapshot.ts';
import {
  SAMPLE_NOW,
  SAMPLE_SETTINGS,
  sampleSnapshot,
} from '../../../contract/testing/sample-snapshot.ts';

const states: readonly RoleState[] = [
  'idle',
  'assuming',
  'active',
  'renewing',
  'needs-mfa',
  'failed',
  'expired',
  'broken',
];

/** Any text: empty, hostile, long, or usual. */
const anyText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '&',
    '&&amp;',
    'a\tb\nc',
    '\u202Eevil\u2066',
    '\uD800',
    '👩‍🚀'.repeat(40),
  ),
  fc.string({ unit: 'binary', maxLength: 90 }),
  fc.stringMatching(/^[a-c]{1,3}$/),
);
const profile = fc.oneof(anyText, fc.stringMatching(/^p[0-9]{1,3}$/));
const account = fc.oneof(fc.constantFrom('1', '2', '333333333333'), anyText);

/** A role with any texts, in any state, that ended or ends at any time within a day. */
const anyRole: fc.Arbitrary<RoleView> = fc
  .record(
    {
      profile,
      kind: fc.constantFrom('role', 'base'),
      roleName: anyText,
      favourite: fc.boolean(),
      chain: fc.constant([]),
      wantsMfa: fc.boolean(),
      wantsExternalId: fc.boolean(),
      hasEndpoint: fc.boolean(),
      isManaged: fc.boolean(),
      state: fc.constantFrom(...states),
      switchTarget: anyText,
      targets: fc.array(
        fc.record({
          name: fc.oneof(fc.constant('default'), anyText),
          state: fc.constantFrom('ours', 'taken-over', 'missing', 'expired'),
        }),
        { maxLength: 2 },
      ),
      accountId: account,
      group: anyText,
      expiresAt: fc.integer({ min: SAMPLE_NOW - 86_400_000, max: SAMPLE_NOW + 86_400_000 }),
      failure: fc.record({
        code: fc.constantFrom('X', 'SIGN_IN_REQUIRED'),
        message: anyText,
        hint: anyText,
      }),
      baseKind: fc.constantFrom('key', 'sso', 'login'),
      console: fc.record({ canBeReadOnly: fc.boolean() }),
    },
    {
      requiredKeys: [
        'profile',
        'kind',
        'roleName',
        'favourite',
        'chain',
        'wantsMfa',
        'wantsExternalId',
        'hasEndpoint',
        'isManaged',
        'state',
        'switchTarget',
        'targets',
      ],
    },
  )
  .map((role) => role as RoleView);

const anyKey: fc.Arbitrary<KeyView> = fc
  .record(
    {
      profile,
      accessKeyId: fc.constant('AKIAIOSFODNN7EXAMPLE'),
      mfaSerial: anyText,
      roleCount: fc.integer({ min: 0, max: 3 }),
      unlockedUntil: fc.integer({ min: SAMPLE_NOW - 86_400_000, max: SAMPLE_NOW + 86_400_000 }),
    },
    { requiredKeys: ['profile', 'roleCount'] },
  )
  .map((key) => key as KeyView);

/** Any snapshot the contract allows, and some that it does not (one profile twice). */
export const anySnapshot: fc.Arbitrary<Snapshot> = fc
  .record({
    roles: fc.array(anyRole, { maxLength: 120, size: 'max' }),
    accounts: fc.array(fc.record({ id: account, name: anyText }), { maxLength: 5 }),
    recent: fc.array(profile, { maxLength: 30 }),
    keys: fc.array(anyKey, { maxLength: 12 }),
    isPractice: fc.boolean(),
    isFirstRun: fc.boolean(),
    isUnavailable: fc.boolean(),
    isAsked: fc.boolean(),
    isSigningIn: fc.boolean(),
    text: anyText,
  })
  .map(({ isUnavailable, isAsked, isSigningIn, text, recent, ...changes }) =>
    sampleSnapshot({
      ...changes,
      recent: [...recent, ...changes.roles.slice(0, 8).map((role) => role.profile)],
      settings: SAMPLE_SETTINGS,
      keychain: { state: isUnavailable ? 'unavailable' : 'ready' },
      ...(isSigningIn ? { signIn: { profile: text, name: text, startUrl: text } } : {}),
      ...(isAsked
        ? {
            question: {
              id: 1,
              serial: text,
              baseProfile: text,
              roles: [],
              isChecking: false,
              askedBy: 'person',
            },
          }
        : {}),
    }),
  );
