import type { Identity } from '../../contract/keys.ts';
import { requireKey } from '../keys/require-key.ts';
import type { App } from './app.ts';
import { keyEndpoint } from './key-endpoint.ts';
import { requireKeychain } from './keys.ts';
import { loadContextFor } from './load-context.ts';

/**
 * Asks AWS who the keychain's key of a profile belongs to (GetCallerIdentity, which no policy can
 * deny). Throws KEY_NOT_FOUND, the STS_ and NETWORK_ errors (STS_KEY_INVALID for a key that was
 * deleted or switched off), ENDPOINT_REFUSED, CONFIG_INVALID, and the KEYCHAIN_ errors.
 */
export async function verifyKey(app: App, profile: string): Promise<Identity> {
  requireKeychain(app);
  const key = await requireKey(app.keys, profile);
  const { accessKeyId, secretAccessKey } = key;
  const { accountId, arn } = await app.sts.getCallerIdentity({
    ...keyEndpoint(await loadContextFor(app, profile), profile),
    credentials: { accessKeyId, secretAccessKey },
  });
  return { accountId, arn };
}
