import { rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { SharedFileKind } from '../aws-config/types.ts';

type Sections = Readonly<Record<string, Readonly<Record<string, string | undefined>>>>;

interface SdkConfigModule {
  loadSharedConfigFiles(options: {
    filepath: string;
    configFilepath: string;
    ignoreCache: true;
  }): Promise<{ configFile: Sections; credentialsFile: Sections }>;
}

/** The loader that comes with the SDK we ship; it is a dependency of the SDK, not of ours. */
const sdk: SdkConfigModule = createRequire(
  createRequire(import.meta.url).resolve('@aws-sdk/client-sts'),
)('@smithy/core/config');

/** What the JavaScript SDK's own loader makes of a file with this content, in `folder`. */
export async function readWithJavascriptSdk(
  folder: string,
  content: Uint8Array,
  kind: SharedFileKind,
): Promise<Sections> {
  const path = join(folder, `sdk-${kind}`);
  const missing = join(folder, 'missing');
  await writeFile(path, content);
  const isConfig = kind === 'config';
  const { configFile, credentialsFile } = await sdk.loadSharedConfigFiles({
    configFilepath: isConfig ? path : missing,
    filepath: isConfig ? missing : path,
    ignoreCache: true,
  });
  await rm(path);
  return isConfig ? configFile : credentialsFile;
}
