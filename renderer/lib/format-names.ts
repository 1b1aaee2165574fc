import type { ExportFormat } from '../../electron/contract/types.ts';

export interface FormatChoice {
  readonly value: ExportFormat;
  readonly label: string;
  readonly detail: string;
}

/** The formats of a copied block, in the order in which people look for them. */
export const FORMAT_CHOICES: readonly FormatChoice[] = [
  { value: 'sh', label: 'bash, zsh, sh', detail: 'export lines' },
  { value: 'fish', label: 'fish', detail: 'set -gx lines' },
  { value: 'powershell', label: 'PowerShell', detail: '$env: lines' },
  { value: 'cmd', label: 'cmd', detail: 'set lines for the Windows prompt' },
  { value: 'nushell', label: 'Nushell', detail: 'load-env' },
  { value: 'dotenv', label: '.env file', detail: 'for Docker and the like' },
  { value: 'json', label: 'JSON', detail: 'one flat object of the variables' },
  { value: 'process', label: 'credential_process', detail: 'JSON as AWS tools read it' },
  { value: 'ini', label: 'Credentials file', detail: 'a section to paste' },
];

/** Formats that a shell runs: only these have a command and an unset block. */
const SHELLS: readonly ExportFormat[] = ['sh', 'fish', 'powershell', 'cmd', 'nushell'];

export function isShellFormat(format: ExportFormat): boolean {
  return SHELLS.includes(format);
}

export function formatLabel(format: ExportFormat): string {
  return FORMAT_CHOICES.find(({ value }) => value === format)?.label ?? format;
}
