import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { NETWORK_FACTS } from './caller-world.ts';
import type { CallerWorld, Difference } from './protocol.ts';

/** In which ways the caller's world is another one than the app's; empty where they are the same. */
export async function worldDifferences(
  caller: CallerWorld,
  own: CallerWorld,
): Promise<readonly Difference[]> {
  const differs: Difference[] = [];
  for (const name of ['configPath', 'credentialsPath'] as const) {
    if (!(await isSameFile(caller[name], own[name]))) {
      differs.push(name);
    }
  }
  for (const name of NETWORK_FACTS) {
    if (caller[name] !== own[name]) {
      differs.push(name);
    }
  }
  return differs;
}

/** Two paths may lead to one file: `/tmp` is a link on macOS. */
async function isSameFile(one: string, other: string): Promise<boolean> {
  return resolve(one) === resolve(other) || (await realPath(one)) === (await realPath(other));
}

async function realPath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    // What can't be followed is known by its name alone.
    if (typeof (error as NodeJS.ErrnoException).code === 'string') return resolve(path);
    throw error;
  }
}
