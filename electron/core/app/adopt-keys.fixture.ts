/**
 * An adoption in a process of its own, on the real keychain and the real files that the environment
 * names. `adopt` says "ready" before it begins and "done" after; `keys` prints what the keychain holds.
 */
import { endProcess } from '../../node/end-process.ts';
import { wireApp } from '../../node/wire-app.ts';
import { adoptKeys } from './adopt-keys.ts';

const app = await wireApp({
  environment: process.env,
  platform: process.platform,
  memoryOnly: false,
});

if (process.argv[2] === 'adopt') {
  await adoptKeys(app, {
    profiles: [],
    verify: false,
    confirm: async () => {
      process.stdout.write('ready\n');
    },
  });
  process.stdout.write('done\n');
} else {
  const keys: unknown[] = [];
  for (const profile of await app.keys.names()) {
    const key = await app.keys.get(profile);
    keys.push({ profile, ...key });
  }
  process.stdout.write(`${JSON.stringify(keys)}\n`);
}
endProcess(0);
