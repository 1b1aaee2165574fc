import { writeFile } from 'node:fs/promises';
import { keychainKeyStore } from '../core/keys/key-store.ts';
import type { Environment } from '../core/ports.ts';
import { openHome } from '../node/wire-app.ts';
import type { Organisation } from './organisation.ts';
import type { PracticeHome } from './practice-home.ts';

/**
 * Puts the practice keys where base keys belong: the keychain, under the throw-away home's own
 * service name. In memory-only mode there is no keychain, so they go into the throw-away credentials
 * file, as long-term keys do that nobody has moved yet. Throws the KEYCHAIN_ errors.
 */
export async function storePracticeKeys(
  home: PracticeHome,
  organisation: Organisation,
  environment: Environment,
  memoryOnly: boolean,
): Promise<void> {
  const keys = practiceKeys(organisation);
  if (memoryOnly) {
    const sections = keys.map(
      ({ profile, accessKeyId, secretAccessKey }) =>
        `[${profile}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    );
    await writeFile(home.credentialsPath, sections.join('\n'), { mode: 0o600 });
    return;
  }
  const { keychain } = await openHome(environment, process.platform);
  const store = keychainKeyStore(keychain);
  for (const { profile, ...key } of keys) {
    await store.put(profile, { ...key, createdAt: Date.now() });
  }
}

/** Takes the practice keys and the home's cache key out of the keychain again. */
export async function removePracticeKeys(
  environment: Environment,
  memoryOnly: boolean,
): Promise<void> {
  if (memoryOnly) {
    return;
  }
  const { keychain } = await openHome(environment, process.platform);
  for (const account of await keychain.accounts()) {
    await keychain.delete(account);
  }
}

/** The keys of the organisation's users, each under the profile that the practice config gives it. */
function practiceKeys(
  organisation: Organisation,
): readonly { profile: string; accessKeyId: string; secretAccessKey: string }[] {
  return organisation.users.flatMap(({ profile, keys }) =>
    keys
      .filter(({ active }) => active)
      .slice(0, 1)
      .map(({ accessKeyId, secretAccessKey }) => ({ profile, accessKeyId, secretAccessKey })),
  );
}
