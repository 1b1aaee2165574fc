/**
 * Runs the built main script and tells when it has run: Electron is ready only after that, however
 * long the script awaits (https://www.electronjs.org/docs/latest/tutorial/esm).
 */
import { pathToFileURL } from 'node:url';
import { entryHasRun } from './main/entry.ts';

// As Electron has it: the program, then the script.
process.argv.splice(1, 1);
await import(pathToFileURL(process.argv[1] ?? '').href);
entryHasRun();
