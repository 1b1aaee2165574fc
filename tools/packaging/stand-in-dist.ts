import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** By it the tools find the fuses in Electron's binary (`@electron/fuses`, src/constants.ts). */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSE_VERSION = 1;

/**
 * The nine fuses as Electron ships them, in the order of `FuseV1Options`: run as Node, NODE_OPTIONS,
 * --inspect, file: privileges and wasm trap handlers on, the others off. Each of the seven that we
 * set starts as the opposite, so one that was forgotten shows.
 */
const FUSES_AS_SHIPPED = '101100011';

const EXECUTABLE = `#!/bin/sh
echo 'This is a stand-in that was packed where no Electron could be had. It opens nothing.' >&2
exit 1
`;

/**
 * Fills `folder` with what electron-builder wants to find of Electron for Linux, so that packing can
 * be tried without its binary. There is no `default_app.asar`, as in a real package. Throws what the
 * file system throws.
 */
export async function makeStandInDist(folder: string, electronVersion: string): Promise<void> {
  await mkdir(join(folder, 'resources'), { recursive: true });
  await mkdir(join(folder, 'locales'));
  await writeFile(join(folder, 'version'), electronVersion);
  await writeFile(join(folder, 'locales', 'en-US.pak'), '');
  await writeFile(join(folder, 'locales', 'de.pak'), '');
  const fuses = Buffer.concat([
    Buffer.from(FUSE_SENTINEL),
    Buffer.from([FUSE_VERSION, FUSES_AS_SHIPPED.length]),
    Buffer.from(FUSES_AS_SHIPPED),
  ]);
  await writeFile(join(folder, 'electron'), Buffer.concat([Buffer.from(EXECUTABLE), fuses]), {
    mode: 0o755,
  });
}
