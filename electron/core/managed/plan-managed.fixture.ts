import type { ChainContext } from '../chain/chain-context.ts';
import { type ManageWish, planManaged, readTexts } from './plan-managed.ts';

/** What tests manage with: a plain command. */
export const COMMAND = { words: ['/usr/bin/role-valet'], platform: 'linux' } as const;
export const CONFIG_PATH = '/home/jane/.aws/config';
export const CREDENTIALS_PATH = '/home/jane/.aws/credentials';

/** Plans on two texts, with keys of `ci` and `hub` in the keychain. */
export function plan(
  config: string,
  profile: string,
  more: Partial<ManageWish> & { credentials?: string } & Partial<ChainContext> = {},
) {
  const { credentials = '', command = COMMAND, removeSession = false, ...context } = more;
  const files = {
    config: { path: CONFIG_PATH, text: config },
    credentials: { path: CREDENTIALS_PATH, text: credentials },
  };
  return planManaged(
    {
      config: readTexts(files.config, files.credentials),
      keychainProfiles: new Set(['ci', 'hub']),
      environment: {},
      ...context,
    },
    files,
    { profile, command, removeSession },
  );
}
