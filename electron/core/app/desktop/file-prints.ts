import { createHash } from 'node:crypto';
import type { App } from '../app.ts';

/** What tells one content of the shared files from another, without keeping it: hashes. */
export interface FilePrints {
  /** Undefined where there is no file. */
  readonly config: string | undefined;
  readonly credentials: string | undefined;
}

/** The prints of both files as they are now. Throws FILE_UNREADABLE. */
export async function readFilePrints(app: App): Promise<FilePrints> {
  const [config, credentials] = await Promise.all([
    printOf(app, app.configPath),
    printOf(app, app.credentialsPath),
  ]);
  return { config, credentials };
}

export function areSamePrints(one: FilePrints, other: FilePrints): boolean {
  return one.config === other.config && one.credentials === other.credentials;
}

async function printOf({ files }: App, path: string): Promise<string | undefined> {
  const { exists, bytes } = await files.read(path);
  return exists ? createHash('sha256').update(bytes).digest('base64') : undefined;
}
