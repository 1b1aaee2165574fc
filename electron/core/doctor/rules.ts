import type { SharedFileKind } from '../aws-config/types.ts';
import { chainRules } from './chain-rules.ts';
import { credentialRules, holdsSecrets } from './credential-rules.ts';
import { environmentRules } from './environment-rules.ts';
import { fileRules } from './file-rules.ts';
import type { Finding } from './types.ts';
import type { ExaminedWorld } from './world.ts';

const SEVERITIES: readonly Finding['severity'][] = ['error', 'warning', 'note'];

/** Everything that the rules find, without fixes: errors first, then warnings, then notes. */
export function findingsIn(world: ExaminedWorld): readonly Finding[] {
  const { config, credentials } = world.files;
  const credential = [...credentialRules(world)];
  // A chain stops at the same line, with fewer words.
  const isTold = ({ code, at, profile }: Finding) =>
    code === 'CONFIG_INVALID' &&
    credential.some(
      (one) =>
        one.code === 'ROLE_ARN_TWICE' && one.profile === profile && one.at?.line === at?.line,
    );
  const findings = [
    ...environmentRules(world),
    ...modeRule(world, 'config'),
    ...modeRule(world, 'credentials'),
    ...fileRules(config.lines.source),
    ...fileRules(credentials.lines.source),
    ...credential,
    ...[...chainRules(world)].filter((finding) => !isTold(finding)),
  ];
  const rank = ({ severity }: Finding) => SEVERITIES.indexOf(severity);
  return findings.toSorted((one, other) => rank(one) - rank(other));
}

function* modeRule(world: ExaminedWorld, file: SharedFileKind): Generator<Finding> {
  const { mode, path } = world.files[file].state;
  // Windows has no modes.
  if (mode === undefined || (mode & 0o077) === 0 || !holdsSecrets(world, file)) return;
  yield {
    severity: 'warning',
    code: 'FILE_MODE_LOOSE',
    at: { file, path, line: 1 },
    message: `${path} holds secrets, and other users of this machine may read it (mode 0${mode.toString(8)})`,
    hint: 'Make it yours alone: chmod 600',
  };
}
