import { writeFile } from 'node:fs/promises';
import type { App } from '../core/app/app.ts';
import type { Organisation } from '../practice/organisation.ts';
import type { PracticeHome } from '../practice/practice-home.ts';
import type { Terminal } from './terminal.ts';
import { wireApp } from './wire-app.ts';

/**
 * Puts the practice keys where base keys belong: the keychain, under the throw-away home's own
 * service name. In memory-only mode there is no keychain, so they go into the throw-away credentials
 * file, as long-term keys do that nobody has moved yet. Throws the KEYCHAIN_ errors.
 */
export async function storePracticeKeys(
  terminal: Terminal,
  home: PracticeHome,
  organisation: Organisation,
  environment: Readonly<Record<string, string>>,
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
  const app = await practiceApp({ ...terminal.environment, ...environment });
  for (const { profile, ...key } of keys) {
    await app.keys.put(profile, { ...key, createdAt: app.clock.now() });
  }
}

/** Takes the practice keys and the home's cache key out of the keychain again. */
export async function removePracticeKeys(home: PracticeHome, memoryOnly: boolean): Promise<void> {
  if (memoryOnly) {
    return;
  }
  const app = await practiceApp({ ...process.env, ...home.environment });
  await app.keychain?.clear();
}

function practiceApp(environment: NodeJS.ProcessEnv): Promise<App> {
  return wireApp({ environment, platform: process.platform, memoryOnly: false });
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
