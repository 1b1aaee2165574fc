import type { KeyView } from '../../../contract/keys.ts';
import type { AccountView } from '../../../contract/roles.ts';
import type { SystemView } from '../../../contract/settings.ts';
import type { FindingView, KeychainView, Snapshot } from '../../../contract/snapshot.ts';
import type { ConfigFinding } from '../../aws-config/types.ts';
import type { StoredSettings } from '../../settings/stored-settings.ts';
import type { App } from '../app.ts';
import type { KeyFacts } from '../key-facts.ts';
import type { LoadedContext } from '../load-context.ts';
import type { KeepAlive } from '../renewal/keep-alive.ts';
import type { Life } from '../renewal/renewal-times.ts';
import type { Gathered } from './gather.ts';
import type { MfaBroker } from './mfa-broker.ts';
import { networkView } from './network-verbs.ts';
import type { RoleActivity } from './role-activity.ts';
import type { RoleFacts } from './role-facts.ts';
import type { RoleEvidence } from './role-state.ts';
import { roleView } from './role-view.ts';
import { withWindowHint } from './window-hint.ts';

/** All that a snapshot is made of. */
export interface SnapshotParts {
  readonly revision: number;
  readonly version: string;
  readonly platform: Snapshot['platform'];
  readonly app: App;
  readonly gathered: Gathered;
  readonly activity: RoleActivity;
  readonly keep: KeepAlive;
  readonly ended: ReadonlyMap<string, Life>;
  /** Roles that programs fetch from a URL of the app. */
  readonly served: ReadonlySet<string>;
  readonly questions: MfaBroker;
  readonly signIn: Snapshot['signIn'] | undefined;
  /** The user's settings; marks and recent roles may be another world's. */
  readonly stored: StoredSettings;
  readonly marks: StoredSettings;
  readonly system: SystemView;
  readonly isPractice: boolean;
  readonly doctorErrors: number;
  readonly filesRevision: number;
}

/** Puts everything that the window and the tray show into one value. Pure. */
export function buildSnapshot(parts: SnapshotParts): Snapshot {
  const { app, gathered, activity, marks, stored } = parts;
  const { facts, live, context } = gathered;
  const serialByProfile = new Map(facts.map(({ profile, mfaSerial }) => [profile, mfaSerial]));
  const question = parts.questions.view((serial) => {
    const profiles = activity
      .assuming()
      .filter((profile) => serialByProfile.get(profile) === serial);
    return { profiles, hasPerson: profiles.some((profile) => activity.hasPerson(profile)) };
  });
  const sharedTarget =
    stored.settings.switchTarget === 'shared' ? stored.settings.sharedTarget : undefined;
  const known = new Set(facts.map(({ profile }) => profile));
  return {
    revision: parts.revision,
    version: parts.version,
    platform: parts.platform,
    clockOffsetMs: live.clockOffsetMs,
    roles: facts.map((role) =>
      roleView({
        facts: role,
        live,
        marks: marks.roles[role.profile],
        activity: activityOf(parts, question, role.profile),
        trouble: parts.keep.trouble(role.profile),
        failure: activity.failure(role.profile),
        isServed: parts.served.has(role.profile),
        ended: parts.ended.get(role.profile),
        sharedTarget,
      }),
    ),
    accounts: accountsOf(facts, marks),
    recent: marks.recent.filter((profile) => known.has(profile)),
    keys: gathered.keys.map((key) => keyView(key, stored.settings.keyAgeReminderDays)),
    findings: findingsOf(context, gathered),
    doctorErrors: parts.doctorErrors,
    filesRevision: parts.filesRevision,
    keychain: keychainOf(app, context),
    files: {
      configPath: app.configPath,
      configExists: gathered.files.config !== undefined,
      credentialsPath: app.credentialsPath,
      homePath: app.homePath,
    },
    system: parts.system,
    settings: stored.settings,
    network: networkView(stored, app.environment),
    isPractice: parts.isPractice,
    isFirstRun: !parts.isPractice && !stored.hasActed,
    ...(question === undefined ? {} : { question }),
    ...(parts.signIn === undefined ? {} : { signIn: parts.signIn }),
  };
}

function activityOf(
  { activity, keep }: SnapshotParts,
  question: Snapshot['question'],
  profile: string,
): RoleEvidence['activity'] {
  if (question?.roles.includes(profile) === true) return 'asking';
  if (activity.isAssuming(profile)) return 'assuming';
  return keep.isRunning(profile) ? 'renewing' : undefined;
}

function accountsOf(facts: readonly RoleFacts[], marks: StoredSettings): readonly AccountView[] {
  const ids = new Set(facts.flatMap(({ accountId }) => accountId ?? []));
  return [...ids].map((id) => {
    const { name, colour } = marks.accounts[id] ?? {};
    return {
      id,
      ...(name === undefined ? {} : { name }),
      ...(colour === undefined ? {} : { colour }),
    };
  });
}

function keyView(key: KeyFacts, reminderDays: number): KeyView {
  const { failure, ...rest } = key;
  return {
    ...rest,
    isOld: reminderDays > 0 && (key.ageDays ?? 0) >= reminderDays,
    ...(failure === undefined ? {} : { failure: withWindowHint(failure) }),
  };
}

function findingsOf(context: LoadedContext, { live, notices }: Gathered): readonly FindingView[] {
  const ownNotices = notices.map(
    (message): FindingView => ({ severity: 'warning', message, hint: '' }),
  );
  // What the keychain's own notice says already is not said twice.
  const unread = live.problems
    .filter(({ code }) => code !== context.keychainProblem?.code)
    .map(({ message, hint }): FindingView => ({ severity: 'warning', message, hint }));
  return [...context.config.findings.map(findingView), ...unread, ...ownNotices].map(
    withWindowHint,
  );
}

function findingView({ severity, message, hint, at, profile }: ConfigFinding): FindingView {
  return {
    severity,
    message,
    hint,
    ...(at === undefined ? {} : { path: at.path, line: at.line }),
    ...(profile === undefined ? {} : { profile }),
  };
}

function keychainOf(app: App, { keychainProblem }: LoadedContext): KeychainView {
  if (app.sealer === undefined) {
    return { state: 'memory-only' };
  }
  return keychainProblem === undefined
    ? { state: 'ready' }
    : { state: 'unavailable', failure: withWindowHint(keychainProblem) };
}
