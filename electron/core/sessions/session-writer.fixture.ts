/**
 * A user of the session file in a process of its own, on the real keychain and the real files:
 * `put HOME NAME`, `list HOME` (as JSON), or `put-forever HOME LOCKS` (lists first, and says so after
 * each; with a folder of its own for locks, since a killed holder's lock is free only after seconds).
 */
import { join } from 'node:path';
import { nodeFiles } from '../../node/files.ts';
import { nodeKeychain } from '../../node/keychain.ts';
import { nodeLocks } from '../../node/locks.ts';
import { systemRandom } from '../../node/random.ts';
import { keychainService } from '../keychain-service.ts';
import { keychainSealer } from './sealer.ts';
import { fileSessionStore } from './session-store.ts';
import type { StoredSession } from './types.ts';

const [command, home = '', parameter = ''] = process.argv.slice(2);
const locks = nodeLocks(command === 'put-forever' ? parameter : join(home, 'locks'));
const keychain = nodeKeychain(keychainService(home, ''), process.platform);
const store = fileSessionStore({
  files: nodeFiles(),
  locks,
  sealer: keychainSealer(keychain, systemRandom(), locks),
  path: join(home, 'sessions'),
});

async function list(): Promise<void> {
  const live = await store.live(Date.now());
  const answer = { live, notices: store.takeNotices(), accounts: await keychain.accounts() };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

if (command === 'put') {
  await store.put(session(parameter), Date.now());
} else if (command === 'list') {
  await list();
} else {
  await list();
  for (let count = 0; ; count += 1) {
    await store.put(session(`forever ${count % 20}`), Date.now());
    process.stdout.write(`${count}\n`);
  }
}

/** As large as AWS makes them, so that a torn write would show. */
function session(identity: string): StoredSession {
  return {
    identity,
    shape: identity,
    kind: 'role',
    profile: 'shop',
    baseProfile: 'security',
    durationSeconds: 3600,
    createdAt: Date.now(),
    credentials: {
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      sessionToken: 'IQoJb3JpZ2luX2Vj'.repeat(120),
      expiration: Date.now() + 3_600_000,
    },
  };
}
