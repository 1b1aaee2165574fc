/** Run by locks.test.ts in processes of its own: counts in a file, or holds a lock until killed. */
import { readFile, writeFile } from 'node:fs/promises';
import { nodeLocks } from './locks.ts';

const [verb, folder = '', path = '', rounds = '0'] = process.argv.slice(2);
const locks = nodeLocks(folder);

if (verb === 'count') {
  for (let round = 0; round < Number(rounds); round++) {
    await locks.withFileLock(path, async () => {
      const count = Number(await readFile(path, 'utf8'));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
      await writeFile(path, String(count + 1));
    });
  }
}

if (verb === 'hold') {
  await locks.withFileLock(path, async () => {
    process.stdout.write('held');
    await new Promise((resolve) => setTimeout(resolve, 600_000));
  });
}
