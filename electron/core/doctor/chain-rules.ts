import { isRoleValetError, type RoleValetError } from '../../contract/errors.ts';
import { propertyValue } from '../aws-config/profile-property.ts';
import type { Profile, SourceLine } from '../aws-config/types.ts';
import { ChainResolver } from '../chain/chain-resolver.ts';
import { formatDuration } from '../chain/duration.ts';
import { ONE_HOUR } from '../chain/limits.ts';
import { listEntries } from '../chain/list-entries.ts';
import { isTemporary } from '../chain/role-limit.ts';
import { roleArnSetting, roleSetting } from '../chain/role-settings.ts';
import type { Chain } from '../chain/types.ts';
import { checkTarget } from '../outputs/credentials-file/target-rules.ts';
import type { DoctorCode, Finding } from './types.ts';
import type { ExaminedWorld } from './world.ts';

/** What is wrong with chains: each fault once, however many roles stand behind it. */
export function* chainRules(world: ExaminedWorld): Generator<Finding> {
  const { config, context } = world;
  const told = new Set<string>();
  const fresh = (findings: Iterable<Finding>) =>
    [...findings].filter(({ code, message, at }) => {
      const identity = `${code} ${message} ${at?.file} ${at?.line}`;
      return !told.has(identity) && told.add(identity);
    });
  const resolver = new ChainResolver(context);
  for (const profile of config.profiles.values()) {
    if (roleArnSetting(profile) !== undefined) yield* fresh(roleRules(world, resolver, profile));
  }
  for (const { profile, kind, error } of listEntries(context)) {
    if (kind === 'base' && error !== undefined) {
      yield* fresh([chainFinding(world, profile, error)]);
    }
  }
}

function* roleRules(
  world: ExaminedWorld,
  resolver: ChainResolver,
  profile: Profile,
): Generator<Finding> {
  let chain: Chain;
  try {
    chain = resolver.resolve(profile.name);
  } catch (error) {
    if (!isRoleValetError(error)) throw error;
    yield chainFinding(world, profile.name, error);
    return;
  }
  for (const { code, ...warning } of chain.warnings) {
    if (code !== 'SYNTAX') yield { ...warning, code };
  }
  yield* durationRule(chain, profile);
  yield* targetRule(world, chain);
}

/** The error of a chain as a finding; its place stands at the start of its message. */
function chainFinding(
  { config }: ExaminedWorld,
  profile: string,
  { code, message, hint }: Pick<RoleValetError, 'code' | 'message' | 'hint'>,
): Finding {
  const [, path, line, rest] = /^(.*?), line (\d+): (.*)$/s.exec(message) ?? [];
  const file =
    path === config.configPath
      ? 'config'
      : path === config.credentialsPath
        ? 'credentials'
        : undefined;
  const at: SourceLine | undefined =
    file === undefined || path === undefined ? undefined : { file, path, line: Number(line) };
  return {
    severity: 'error',
    // What resolving a chain throws: all these codes are rules of the doctor.
    code: code as DoctorCode,
    profile,
    message: at === undefined ? message : (rest ?? message),
    hint,
    ...(at === undefined ? {} : { at }),
  };
}

/** More than an hour for a role that AWS counts as chained: every call fails. */
function* durationRule({ base, hops }: Chain, profile: Profile): Generator<Finding> {
  const seconds = hops.at(-1)?.durationSeconds ?? 0;
  const setting = roleSetting(profile, 'duration_seconds');
  const isChained = hops.length > 1 || isTemporary(base);
  if (!isChained || seconds <= ONE_HOUR || setting === undefined) return;
  const isManaged = propertyValue(profile, 'valet_duration_seconds') !== undefined;
  yield {
    severity: isManaged ? 'warning' : 'error',
    code: 'DURATION_NOT_POSSIBLE',
    at: setting.at,
    profile: profile.name,
    message: `${profile.name} asks for ${formatDuration(seconds)}, but AWS refuses more than 1h for a role assumed with temporary credentials`,
    hint: 'Write duration_seconds = 3600; the session is renewed by the hour',
  };
}

/** A target of the role's own that writing would refuse, or that tools would ignore. */
function* targetRule({ config, context }: ExaminedWorld, chain: Chain): Generator<Finding> {
  const { profile: role, defaultTarget } = chain;
  const setting = config.profiles.get(role)?.properties.get('valet_target');
  if (setting === undefined && !config.profiles.has(defaultTarget)) return;
  const at = setting?.at ?? config.profiles.get(defaultTarget)?.credentialsAt;
  const found = (message: string, hint: string): Finding => ({
    severity: 'warning',
    code: 'TARGET_REFUSED',
    profile: role,
    message,
    hint,
    ...(at === undefined ? {} : { at }),
  });
  if (context.keychainProfiles.has(defaultTarget)) {
    const message = `The target "${defaultTarget}" of ${role} is the name of a base key in the keychain`;
    yield found(message, 'Name another one in valet_target');
    return;
  }
  try {
    checkTarget(config, defaultTarget, role);
  } catch (error) {
    if (!isRoleValetError(error)) throw error;
    yield found(`Sessions of ${role} can't be written: ${error.message}`, error.hint);
  }
}
