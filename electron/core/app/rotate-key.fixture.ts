/**
 * A rotation in a process of its own, on the real keychain and the files that the environment names.
 * `add ID` stores the key whose secret comes on standard input. `rotate` says first what AWS calls the
 * bearer of the key that the keychain gives, then "ready" before the first change, each step, and in
 * the end what the keychain holds.
 */
import { readFileSync } from 'node:fs';
import { endProcess } from '../../node/end-process.ts';
import { wireApp } from '../../node/wire-app.ts';
import { rotateKey } from './rotate-key.ts';

const app = await wireApp({
  environment: process.env,
  platform: process.platform,
  memoryOnly: false,
});
const say = (text: string) => process.stdout.write(`${text}\n`);
const [command, accessKeyId = ''] = process.argv.slice(2);

if (command === 'add') {
  const secretAccessKey = readFileSync(0, 'utf8');
  await app.keys.put('ci', { accessKeyId, secretAccessKey, createdAt: Date.now() });
} else {
  const kept = await app.keys.get('ci');
  if (kept === undefined) throw new Error('the keychain has no key');
  const endpoint = process.env.AWS_ENDPOINT_URL_STS ?? '';
  const credentials = {
    accessKeyId: kept.accessKeyId,
    secretAccessKey: kept.secretAccessKey,
  };
  const { arn } = await app.sts.getCallerIdentity({ region: 'eu-west-1', endpoint, credentials });
  say(arn);
  const rotated = await rotateKey(app, {
    profile: 'ci',
    finish: false,
    deleteNow: true,
    wish: {},
    confirm: async () => {
      say('ready');
    },
    // As a run of the command line that nobody sits at.
    confirmUnclear: async ({ accessKeyId: id, reason, isProbablyOurs }) => {
      if (isProbablyOurs) return;
      throw new Error(`${id} ${reason}`);
    },
    onStep: ({ step }) => say(step),
  });
  say(JSON.stringify({ ...rotated, key: await app.keys.get('ci') }));
}
endProcess(0);
