/** The forms in which credentials are copied or printed: five shells, and four kinds of file. */
export const ENV_FORMATS = [
  'sh',
  'fish',
  'powershell',
  'cmd',
  'nushell',
  'dotenv',
  'json',
  'process',
  'ini',
] as const;

/** One of the forms in which credentials are handed out. */
export type EnvFormat = (typeof ENV_FORMATS)[number];

/** The forms that a shell evaluates: these can unset as well as set. */
export type ShellFormat = Extract<EnvFormat, 'sh' | 'fish' | 'powershell' | 'cmd' | 'nushell'>;

/** True where `text` names a format, exactly as it is spelled in the list. */
export function isEnvFormat(text: string): text is EnvFormat {
  return (ENV_FORMATS as readonly string[]).includes(text);
}
