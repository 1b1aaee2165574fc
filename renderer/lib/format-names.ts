import type { ExportFormat } from '../../electron/contract/settings.ts';

export interface FormatChoice {
  readonly value: ExportFormat;
  readonly label: string;
}

/** The formats of a copied block, in the order in which people look for them. */
export const FORMAT_CHOICES: readonly FormatChoice[] = [
  { value: 'sh', label: 'bash, zsh, sh' },
  { value: 'fish', label: 'fish' },
  { value: 'powershell', label: 'PowerShell' },
  { value: 'cmd', label: 'Windows command prompt (cmd)' },
  { value: 'nushell', label: 'Nushell' },
  { value: 'dotenv', label: '.env file (Docker)' },
  { value: 'json', label: 'JSON, one flat object' },
  { value: 'process', label: 'JSON of a credential_process' },
  { value: 'ini', label: 'Section of a credentials file' },
];

/** Formats that a shell runs: only these can take the variables away again. */
const SHELLS: readonly ExportFormat[] = ['sh', 'fish', 'powershell', 'cmd', 'nushell'];

/** Formats that can carry a URL and a token; the others hold a trio or nothing. */
export function canRenew(format: ExportFormat): boolean {
  return format !== 'process' && format !== 'ini';
}

export function isShellFormat(format: ExportFormat): boolean {
  return SHELLS.includes(format);
}
