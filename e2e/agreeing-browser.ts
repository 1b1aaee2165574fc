import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Valet } from './valet.ts';

/** A browser of the valet's that follows every page to its end, as for somebody who agreed before. */
export async function withAgreeingBrowser(valet: Valet): Promise<void> {
  const path = join(valet.folder, 'browser');
  await writeFile(
    path,
    `#!${process.execPath}\nfetch(process.argv[2]).then((page) => page.text());\n`,
  );
  await chmod(path, 0o700);
  valet.environment.BROWSER = path;
}
