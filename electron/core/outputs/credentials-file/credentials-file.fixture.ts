/**
 * What the tests of this folder share. Run as a program, it is a writer in a process of its own:
 * `write-forever HOME FILE TARGET` or `write HOME FILE TARGET COUNT`.
 */
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeFiles } from '../../../node/files.ts';
import { nodeLocks } from '../../../node/locks.ts';
import { systemRandom } from '../../../node/random.ts';
import type { Profile, SharedConfig, SharedFileKind } from '../../aws-config/types.ts';
import type { SessionCredentials } from '../../credentials.ts';
import type { Sealer } from '../../sealing.ts';
import { keychainSealer } from '../../sessions/sealer.ts';
import type { CredentialsFileContext } from './context.ts';
import { writeTarget } from './write-target.ts';

/** The real thing on `home`, with a real clock. */
export function realContext(home: string, sealer: Sealer | undefined = testSealer()) {
  return {
    files: nodeFiles(),
    locks: nodeLocks(join(home, 'locks')),
    clock: { now: () => Date.now(), sleep: (milliseconds: number) => sleep(milliseconds) },
    homePath: home,
    sealer,
  } satisfies CredentialsFileContext;
}

/** A session with an id of its own, in the shape of AWS's documented examples. */
export function session(name: string, livesMs = 3_600_000): SessionCredentials {
  const digits = createHash('sha256').update(name).digest('hex').toUpperCase();
  return {
    accessKeyId: `ASIAIOSFODNN7${digits.slice(0, 7)}`,
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    sessionToken: `IQoJb3JpZ2luX2VjEXAMPLE//${'x'.repeat(300)}${digits}==`,
    expiration: Math.floor(Date.now() / 1000) * 1000 + livesMs,
  };
}

type ProfileText = Readonly<Record<string, string>>;

/** Both files as the reader would merge them; `file` says where all properties stand. */
export function configOf(
  profiles: Readonly<Record<string, ProfileText>> = {},
  file: SharedFileKind = 'config',
  paths = { config: '/none/config', credentials: '/none/credentials' },
): SharedConfig {
  const at = { file, path: paths[file], line: 1 };
  const entries = Object.entries(profiles).map(([name, properties]): [string, Profile] => {
    const values = Object.entries(properties).map(([key, value]) => [key, { value, at }] as const);
    const place = file === 'config' ? { configAt: at } : { credentialsAt: at };
    return [name, { name, properties: new Map(values), nested: new Map(), ...place }];
  });
  return {
    configPath: paths.config,
    credentialsPath: paths.credentials,
    profiles: new Map(entries),
    ssoSessions: new Map(),
    services: new Map(),
    findings: [],
  };
}

/** The app's own sealer, with a key of this process. */
export function testSealer(key = randomBytes(32)): Sealer {
  const cacheKey = key.toString('base64');
  const keychain = {
    get: async () => cacheKey,
    set: async () => undefined,
    delete: async () => false,
    accounts: async () => [],
  };
  return keychainSealer(keychain, systemRandom(), { withLock: async (_, work) => await work() });
}

async function main(args: readonly string[]): Promise<void> {
  const [verb, home = '', credentialsPath = '', target = '', count = 'Infinity'] = args;
  if (verb !== 'write' && verb !== 'write-forever') return;
  const context = realContext(home);
  const request = { config: configOf(), credentialsPath, target, role: `role-of-${target}` };
  for (let round = 0; round < Number(count); round++) {
    const credentials = session(`${target} ${process.pid} ${round}`);
    await writeTarget(context, { ...request, credentials, region: 'eu-west-1' });
    if (round === 0) process.stdout.write('started');
  }
}

if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2));
