import type { SessionCredentials } from '../../credentials.ts';
import type { Environment } from '../../ports.ts';
import { requireText } from './representable.ts';
import { requireTrio } from './trio.ts';
import {
  BEFORE_CONTAINER_VARIABLES,
  type ContainerAddress,
  containerVariables,
  RIVAL_VARIABLES,
  SESSION_VARIABLES,
  sessionVariables,
} from './variables.ts';

/**
 * The environment for a program that runs with a role: the parent's, without the variables that
 * would win over the trio (RIVAL_VARIABLES says why each) and without an older session's, plus the
 * trio, its expiry and both names of the region. Without a region the parent's is removed: it
 * belongs to whatever ran before. On Windows (`platform` is `win32`) names match in any case.
 * Throws INTERNAL for an incomplete trio, VALUE_UNREPRESENTABLE for a value with a control character.
 */
export function childEnvironment(
  parent: Environment,
  credentials: SessionCredentials,
  region?: string,
  platform?: string,
): Record<string, string> {
  requireTrio(credentials);
  const variables = sessionVariables(credentials, region);
  return {
    ...parentWithout(parent, [...RIVAL_VARIABLES, ...SESSION_VARIABLES], platform),
    ...asTexts(variables),
  };
}

/** Files that are made for one program: nothing in them is a credential. */
export interface MadeFiles {
  /** For AWS_CONFIG_FILE: the settings of the role. */
  readonly configPath: string;
  /** For AWS_SHARED_CREDENTIALS_FILE: empty. */
  readonly credentialsPath: string;
}

/**
 * The environment for a program that asks a container-credentials endpoint: the parent's, without
 * all that would win over it, plus the endpoint and both names of the region. Even a key in
 * `[default]` would win (measured with the AWS CLI, boto3 and AWS SDK for JavaScript), and in boto3
 * and the AWS CLI one in `~/.boto`, so all three files are pointed at made ones.
 * Throws VALUE_UNREPRESENTABLE for a value with a control character.
 */
export function serverEnvironment(
  parent: Environment,
  address: ContainerAddress,
  files: MadeFiles,
  region?: string,
  platform?: string,
): Record<string, string> {
  const made = {
    AWS_CONFIG_FILE: files.configPath,
    AWS_SHARED_CREDENTIALS_FILE: files.credentialsPath,
    BOTO_CONFIG: files.credentialsPath,
  };
  return {
    ...parentWithout(parent, [...BEFORE_CONTAINER_VARIABLES, ...Object.keys(made)], platform),
    ...asTexts({ ...containerVariables(address, region), ...made }),
  };
}

function parentWithout(
  parent: Environment,
  names: readonly string[],
  platform: string | undefined,
): Record<string, string> {
  const removed = new Set(names);
  return Object.fromEntries(
    Object.entries(parent).filter((entry): entry is [string, string] => {
      const [name, value] = entry;
      return value !== undefined && !removed.has(platform === 'win32' ? name.toUpperCase() : name);
    }),
  );
}

function asTexts(variables: Record<string, string>): Record<string, string> {
  for (const [name, value] of Object.entries(variables)) {
    requireText(name, 'a variable', value);
  }
  return variables;
}
