/**
 * The desktop's core on a config of as many roles as the first argument says, in a process of its own:
 * prints its heap after garbage collection and its resident memory, in bytes, as JSON.
 */
import { writeFile } from 'node:fs/promises';
import { practiceDesktop } from '../../electron/core/app/desktop/testing/practice-desktop.ts';
import { baseKeyText, configText } from './sample-files.ts';

const roles = Number(process.argv[2]);
const { desktop, close } = await practiceDesktop({
  before: async ({ app }) => {
    await writeFile(app.configPath, configText(roles));
    await writeFile(app.credentialsPath, baseKeyText(), { mode: 0o600 });
  },
});
await desktop.refresh();
const found = desktop.snapshot.roles.length;
if (found < roles) throw new Error(`only ${found} of ${roles} roles were found`);
globalThis.gc?.();
globalThis.gc?.();
const { heapUsed, rss } = process.memoryUsage();
process.stdout.write(JSON.stringify({ heapUsed, rss }));
await close();
