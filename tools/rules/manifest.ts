import type { Violation } from './layers.ts';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly allowScripts?: Readonly<Record<string, boolean>>;
}

const EXACT = /^(npm:(@[\w-]+\/)?[\w-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;

/** Broken rules of package.json: exact pins, reasons for runtime dependencies, install scripts. */
export function manifestViolations(manifestText: string, dependenciesText: string): Violation[] {
  const manifest = JSON.parse(manifestText) as Manifest;
  const runtime = Object.entries(manifest.dependencies ?? {});
  const development = Object.entries(manifest.devDependencies ?? {});
  const file = 'package.json';
  return [
    ...[...runtime, ...development]
      .filter(([, version]) => !EXACT.test(version))
      .map(([name, version]) => ({ file, line: 1, reason: `${name} ${version} is no exact pin` })),
    ...runtime
      .filter(([name]) => !dependenciesText.includes(`\`${name}\``))
      .map(([name]) => ({
        file,
        line: 1,
        reason: `docs/dependencies.md does not say why ${name}`,
      })),
    ...Object.keys(manifest.allowScripts ?? {})
      .filter((name) => name !== 'node' && !name.startsWith('node@'))
      .map((name) => ({ file, line: 1, reason: `${name} may run an install script` })),
  ];
}
