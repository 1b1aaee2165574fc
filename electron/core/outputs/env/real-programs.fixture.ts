/** What the tests of this folder share: an example trio, hostile texts, and real programs to run. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { SessionCredentials } from '../../credentials.ts';
import { BEFORE_CONTAINER_VARIABLES, RIVAL_VARIABLES, SESSION_VARIABLES } from './variables.ts';

export const CREDENTIALS: SessionCredentials = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'FwoGZXIvYXdzEBYaDKEXAMPLE/+abc=',
  // Far ahead: AWS tools refuse credentials that have expired.
  expiration: Date.UTC(2037, 0, 2, 3, 4, 5, 999),
};
export const EXPIRES = '2037-01-02T03:04:05Z';

/** The session's variables as a shell should have them. */
export function expectedVariables(region?: string): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_SESSION_TOKEN: CREDENTIALS.sessionToken,
    AWS_CREDENTIAL_EXPIRATION: EXPIRES,
    ...(region === undefined ? {} : { AWS_REGION: region, AWS_DEFAULT_REGION: region }),
  };
}

/** Every variable that a block must replace or take away, each with an old value. */
export const STALE_VARIABLES: Record<string, string> = Object.fromEntries(
  [...RIVAL_VARIABLES, ...SESSION_VARIABLES].map((name) => [name, `stale ${name}`]),
);

/** An endpoint that nobody listens at. */
export const ENDPOINT = {
  url: 'http://127.0.0.1:49152/TIZuHQVGQ3UrxTQmBT3s3Ud0-_S6kgLf',
  token: 'O6pGwwrT6k2Xo2H1nWk2ZBMsMYr4WV0-_EXAMPLE42x',
} as const;

/** The variables of exports that renew, as a shell should have them. */
export function expectedContainerVariables(region?: string): Record<string, string> {
  return {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: ENDPOINT.url,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: ENDPOINT.token,
    ...(region === undefined ? {} : { AWS_REGION: region, AWS_DEFAULT_REGION: region }),
  };
}

/** Every variable that exports that renew must replace or take away, each with an old value. */
export const STALE_BEFORE_CONTAINER: Record<string, string> = Object.fromEntries(
  BEFORE_CONTAINER_VARIABLES.map((name) => [name, `stale ${name}`]),
);

/** Texts that quoting has to survive, among them every kind of quote and what shells expand. */
export const HOSTILE_TEXTS = [
  "it's",
  "'",
  "''; exit 3; '",
  '"',
  '" & calc & "',
  '$HOME',
  '$(touch pwned)',
  '`touch pwned`',
  '\\',
  "\\'",
  "a'\\''b",
  'back\\\\slash\\n',
  '%PATH%',
  '!!',
  'a!b',
  '-rf',
  '--',
  '; exit 3',
  '&& exit 3 || exit 3',
  ' leading and trailing ',
  '*',
  '~',
  '#x',
  "'#",
  "'##'###",
  "##'#",
  "r#'x'#",
  '{a,b}',
  '[x] <in >out',
  '(exit 3)',
  '\u2018typographic\u2019 \u201aquotes\u201b \u201cand\u201d \u201edouble',
  'é日本😀\u00a0\u2028',
  '=',
  '@args',
  '^',
];

const hostileCharacter = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(...'\'"`$\\;!%&|<>(){}[]*?~#^=-@ ,:ab/\u2018\u2019\u201a\u201b'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
);

/** Any text without control characters, thick with what shells treat specially. */
export const hostileText = fc
  .string({ unit: hostileCharacter, minLength: 1, maxLength: 24 })
  .map((text) => text.replaceAll(/\p{Cc}/gu, '.'));

/** Where `./test` puts nushell, which is no Debian package, on Linux x64. */
const NUSHELL_FOLDER = fileURLToPath(
  new URL('../../../../tools/shells/node_modules/@nushell/linux-x64/bin', import.meta.url),
);

/**
 * The path of a program: the system's own first, else the first on PATH, else the tests' own;
 * undefined if there is none.
 */
export function findProgram(name: string): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter);
  const folders = ['/usr/bin', '/bin', ...onPath, NUSHELL_FOLDER];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** Skips a test where its program is missing, but never in CI: there it has to be installed. */
export function isMissing(program: string | undefined): boolean {
  return program === undefined && !process.env.CI;
}

/** Runs a program in its HOME and gives what it printed; throws where it fails. */
export function run(
  program: string | undefined,
  argv: readonly string[],
  environment: Record<string, string>,
): string {
  if (program === undefined) throw new Error('a program that this test needs is not installed');
  return execFileSync(program, argv, {
    env: environment,
    input: '',
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

/** The variables of AWS tools in the output of `env -0`. */
export function awsVariables(output: string): Record<string, string> {
  const entries = output.split('\0').map((entry): [string, string] => {
    const at = entry.indexOf('=');
    return [entry.slice(0, at), entry.slice(at + 1)];
  });
  return Object.fromEntries(entries.filter(([name]) => name.startsWith('AWS_')));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      return false;
    }
    throw error;
  }
}
