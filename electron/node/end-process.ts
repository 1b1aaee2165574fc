/** How long what still runs (a log line, say) may take to end by itself. */
const GRACE_MS = 2_000;

/**
 * Ends this process with `code` once nothing runs any more, and two seconds later all the same where
 * something still does: a keychain call whose prompt nobody answers waits in a thread, and even
 * `process.exit` waits for that thread. Output that was written before is flushed.
 */
export function endProcess(code: number): void {
  process.exitCode = code;
  // Unreferenced: it fires only where something else keeps the process alive.
  setTimeout(() => {
    process.stdout.write('', () => process.stderr.write('', () => replaceProcess(code)));
  }, GRACE_MS).unref();
}

function replaceProcess(code: number): void {
  if (process.platform === 'win32' || process.execve === undefined) {
    process.exit(code);
  }
  // Another program in this one's place ends its threads at once and keeps the exit code.
  process.execve('/bin/sh', ['sh', '-c', `exit ${code}`], {});
}
