#!/usr/bin/env node
import { keepCompiled } from './cli/compile-cache.ts';
/**
 * Wiring of the command line, nothing else. `credential-process` is told apart before anything is
 * imported: every AWS call of a user pays for what that path loads. The running app is asked first;
 * only without one is anything loaded that can do the work here.
 */
import { credentialsFromApp } from './cli/credentials-from-app.ts';
import { supportedNodeProblem } from './cli/supported-node.ts';
import { endProcess } from './node/end-process.ts';

const problem = supportedNodeProblem(process.versions.node);
if (problem !== undefined) {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
} else if (process.argv[2] === 'credential-process') {
  const words = process.argv.slice(3);
  let code = await credentialsFromApp(words);
  if (code === undefined) {
    keepCompiled(process.env, process.platform);
    const { runCredentialProcess } = await import('./cli/credential-process-command.ts');
    code = await runCredentialProcess(words);
  }
  endProcess(code);
} else {
  keepCompiled(process.env, process.platform);
  const { runProgram } = await import('./cli/program.ts');
  endProcess(await runProgram(process.argv.slice(2)));
}
