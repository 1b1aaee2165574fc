import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const STAND_IN = fileURLToPath(new URL('..', import.meta.url));
/** Each needs only those before it. */
const FILES = ['values.ts', 'page/context-bridge.ts', 'page/bridge.ts'];

const plain = new Map<string, string>();

/** A TypeScript file of ours as a plain script: no types, no imports, no exports. */
export function plainScript(path: string): string {
  const known = plain.get(path);
  if (known !== undefined) return known;
  const script = quietly(() => stripTypeScriptTypes(readFileSync(join(STAND_IN, path), 'utf8')))
    .replace(/^import [\s\S]*?;$/gm, '')
    .replace(/^export (?=function|const|type)/gm, '');
  plain.set(path, script);
  return script;
}

/** Node calls its type stripping experimental here, though it strips all our programs by default. */
function quietly<T>(work: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return work();
  } finally {
    process.emitWarning = emitWarning;
  }
}

/**
 * The script that runs in every frame before page code: in a closure, so that page code can reach
 * neither the binding nor the preload's `require`. `preload` is the path of a CommonJS file.
 */
export function frameScript(bindingName: string, preload: string | undefined): string {
  const library = FILES.map(plainScript).join('\n');
  // Names that a sandboxed preload knows beside `require` are parameters, as in Electron.
  const runPreload =
    preload === undefined
      ? 'undefined'
      : `function (require, module, exports, process) {\n${readFileSync(preload, 'utf8')}\n}`;
  const start = `startFrame(${JSON.stringify(bindingName)}, ${JSON.stringify(process.platform)}, ${runPreload});`;
  return `(() => {\n${library}\n${start}\n})();`;
}
