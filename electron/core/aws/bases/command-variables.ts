import type { Environment } from '../../ports.ts';

/** Variables of AWS tools that say how they work, never whose credentials they use. */
const NEUTRAL: ReadonlySet<string> = new Set([
  // Compared by what they lead to: the files that were read.
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_CA_BUNDLE',
  'AWS_DEFAULT_OUTPUT',
  'AWS_PAGER',
  'AWS_CLI_AUTO_PROMPT',
  'AWS_EXECUTION_ENV',
  'AWS_MAX_ATTEMPTS',
  'AWS_RETRY_MODE',
  'AWS_SDK_LOAD_CONFIG',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
]);

/** Which profile a shell works with: no command gets them (decision 0012). */
export const PROFILE_VARIABLES = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'] as const;

/**
 * The variables by which AWS tools, and so a `credential_process`, choose whose credentials they give,
 * as one text without those that are `comparedElsewhere`; empty where none is set. It may hold secrets:
 * keep a hash of it, never the text.
 */
export function decidingVariables(
  environment: Environment,
  comparedElsewhere: readonly string[] = [],
): string {
  const others = new Set<string>([...PROFILE_VARIABLES, ...comparedElsewhere]);
  const found = Object.entries(environment).filter(([name, value]) => {
    // Windows knows no case in names.
    const known = name.toUpperCase();
    return value && known.startsWith('AWS_') && !NEUTRAL.has(known) && !others.has(known);
  });
  return found.length === 0 ? '' : JSON.stringify(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}
