import { shellWords } from '../aws-config/shell-words.ts';

/** A `credential_process` line of another role switcher: which one, and for which profile. */
export interface WrappedProfile {
  readonly tool: 'aws-vault' | 'Granted';
  readonly profile: string;
}

/** Options of `aws-vault exec` and `export` that take the next word, where it is not behind `=`. */
const AWS_VAULT_VALUES: ReadonlySet<string> = new Set([
  '-d',
  '--duration',
  '-t',
  '--mfa-token',
  '--prompt',
  '--region',
  '--backend',
  '--format',
]);

/**
 * What a command such as `aws-vault exec NAME --json` or `granted credential-process --profile NAME`
 * asks for (https://github.com/ByteNess/aws-vault/blob/main/docs/content/docs/managing-sessions.md,
 * https://docs.commonfate.io/granted/recipes/credential-process). Undefined for any other command.
 */
export function wrappedProfile(command: string | undefined): WrappedProfile | undefined {
  const [program, verb, ...rest] = shellWords(command ?? '') ?? [];
  const name = program
    ?.split(/[/\\]/)
    .at(-1)
    ?.replace(/\.exe$/i, '');
  if (name === 'aws-vault' && (verb === 'exec' || verb === 'export')) {
    const profile = rest.find(
      (word, index) => !word.startsWith('-') && !AWS_VAULT_VALUES.has(rest[index - 1] ?? ''),
    );
    return profile === undefined ? undefined : { tool: 'aws-vault', profile };
  }
  if ((name === 'granted' || name === 'dgranted') && verb === 'credential-process') {
    const at = rest.findIndex((word) => /^--?profile(=|$)/.test(word));
    const word = rest[at] ?? '';
    const profile = word.includes('=') ? word.slice(word.indexOf('=') + 1) : rest[at + 1];
    return profile === undefined || profile === '' ? undefined : { tool: 'Granted', profile };
  }
  return undefined;
}
