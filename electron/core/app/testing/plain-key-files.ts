import { writeFile } from 'node:fs/promises';
import type { LongTermKey } from '../../credentials.ts';
import type { PracticeApp } from './practice-app.ts';

/** The key of the organisation's user with this profile. */
export function practiceKey({ organisation }: PracticeApp, profile: string): LongTermKey {
  const key = organisation.users.find((user) => user.profile === profile)?.keys[0];
  if (key === undefined) throw new TypeError(`the organisation has no key for ${profile}`);
  return { accessKeyId: key.accessKeyId, secretAccessKey: key.secretAccessKey };
}

/** The two lines of a key, as people have them. */
export function keyLines({ accessKeyId, secretAccessKey }: LongTermKey): string {
  return `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
}

/** Takes every key out of the keychain and writes it to the credentials file; gives its text. */
export async function withPlainKeys(practice: PracticeApp): Promise<string> {
  const { app } = practice;
  const names = await app.keys.names();
  const sections = names.map((name) => `[${name}]\n${keyLines(practiceKey(practice, name))}`);
  for (const name of names) await app.keys.remove(name);
  const text = `# mine\n${sections.join('\n')}\n[other]\nregion = eu-west-1\n`;
  await writeFile(app.credentialsPath, text, { mode: 0o600 });
  return text;
}
