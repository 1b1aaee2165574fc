import { RoleValetError } from '../../../contract/errors.ts';
import { obtainSession } from '../obtain-session.ts';
import type { Desktop } from './desktop.ts';
import type { ServedCredentials } from './ports.ts';

/**
 * What a URL of the app hands out for a role. It runs while a program waits a second or two, so it
 * asks nobody: a code that is needed is asked for on the row. Throws as obtainSession, and
 * ROLE_NOT_FOUND where the role was stopped meanwhile.
 */
export async function servedCredentials(
  desktop: Desktop,
  profile: string,
): Promise<ServedCredentials> {
  const { app } = desktop.world;
  const { session, chain } = await obtainSession(app, await desktop.context(), profile, {});
  if (!desktop.endpoints.profiles().includes(profile)) {
    throw new RoleValetError(
      'ROLE_NOT_FOUND',
      `${profile} was stopped`,
      'Switch to it again, and copy the exports anew.',
    );
  }
  const accountId = chain.hops.at(-1)?.accountId;
  return { ...session.credentials, ...(accountId === undefined ? {} : { accountId }) };
}
