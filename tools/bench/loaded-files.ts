/** Imported ahead of a program: writes down every file of ours that it loads, one a line. */
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const record = process.env.ROLE_VALET_BENCH_LOADED ?? '';
registerHooks({
  load: (url, context, nextLoad) => {
    if (url.startsWith('file:')) appendFileSync(record, `${url}\n`);
    return nextLoad(url, context);
  },
});
