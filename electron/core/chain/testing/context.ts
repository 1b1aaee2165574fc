import { isRoleValetError, type RoleValetError } from '../../../contract/errors.ts';
import { readSharedConfig } from '../../aws-config/shared-config.ts';
import type { FileState } from '../../ports.ts';
import type { ChainContext } from '../chain-context.ts';
import type { PlanRequest } from '../plan-session.ts';

/** A context from the texts of the two files, read by the real reader. */
export function contextOf(
  config: string,
  more: Partial<Omit<ChainContext, 'config'>> & { credentials?: string; keys?: string[] } = {},
): ChainContext {
  const { credentials = '', keys = [], ...rest } = more;
  return {
    config: readSharedConfig(fileState('/c', config), fileState('/k', credentials)),
    keychainProfiles: new Set(keys),
    environment: {},
    ...rest,
  };
}

function fileState(path: string, text: string): FileState {
  return { path, realPath: path, exists: true, bytes: new TextEncoder().encode(text) };
}

/** The error of ours that `act` throws; fails where it throws none. */
export function errorOf(act: () => unknown): RoleValetError {
  try {
    act();
  } catch (error) {
    if (isRoleValetError(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** A role in account 111122223333, with more lines behind. */
export function role(name: string, source: string, ...lines: string[]): string {
  return [
    `[profile ${name}]`,
    `role_arn = arn:aws:iam::111122223333:role/${name}`,
    `source_profile = ${source}`,
    ...lines,
    '',
  ].join('\n');
}

/** A request without wishes: nobody can be asked and nothing is known. */
export function requestOf(more: Partial<PlanRequest> = {}): PlanRequest {
  return {
    canAsk: false,
    hasMfaSession: false,
    learntMaximum: () => undefined,
    sessionNameContext: { user: 'ana', host: 'desk', role: '' },
    ...more,
  };
}

export const SERIAL = 'arn:aws:iam::123456789012:mfa/ana';

/** A credentials section with AWS's documented example key. */
export function staticKeys(name: string, ...lines: string[]): string {
  return [
    `[${name}]`,
    'aws_access_key_id = AKIAIOSFODNN7EXAMPLE',
    'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    ...lines,
    '',
  ].join('\n');
}
