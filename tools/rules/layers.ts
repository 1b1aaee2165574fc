import { dirname, join, normalize } from 'node:path';
import { type Import, importsOf } from './imports.ts';

/** A broken rule, in words for whoever broke it. */
export interface Violation {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

interface Layer {
  /** Files of the layer: the first layer whose prefix fits counts. */
  readonly prefix: string;
  /** Prefixes of our own files that it may import. */
  readonly mayImport: readonly string[];
  readonly reason: string;
}

/** Data flows one way: files, aws-config, chain, aws/sts, sessions, outputs, then whoever shows them. */
const LAYERS: readonly Layer[] = [
  {
    prefix: 'electron/contract/',
    mayImport: ['electron/contract/'],
    reason: 'the contract is what both sides of the bridge know, so it knows nobody',
  },
  {
    prefix: 'electron/core/',
    mayImport: ['electron/core/', 'electron/contract/'],
    reason: 'core is true without any outside: what it needs comes in as arguments (core/ports.ts)',
  },
  {
    prefix: 'electron/node/',
    mayImport: ['electron/node/', 'electron/core/', 'electron/contract/'],
    reason: 'electron/node implements the ports of core and knows nobody who uses them',
  },
  {
    prefix: 'electron/practice/',
    mayImport: ['electron/practice/', 'electron/core/', 'electron/node/', 'electron/contract/'],
    reason: 'the simulator must not know its users',
  },
  {
    prefix: 'electron/',
    mayImport: ['electron/'],
    reason: 'the main process and the command line do not import the window',
  },
  {
    prefix: 'renderer/',
    mayImport: [
      'renderer/',
      'electron/contract/access.ts',
      'electron/contract/explanation.ts',
      'electron/contract/keys.ts',
      'electron/contract/names.ts',
      'electron/contract/results.ts',
      'electron/contract/roles.ts',
      'electron/contract/settings.ts',
      'electron/contract/show-request.ts',
      'electron/contract/sign-in-need.ts',
      'electron/contract/snapshot.ts',
      'electron/contract/surgery.ts',
      'electron/contract/verbs.ts',
    ],
    reason: 'the window knows the contract and nothing of the machine',
  },
];

interface PackageRule {
  readonly name: RegExp;
  readonly onlyIn: readonly string[];
  readonly lazyOnly?: true;
  readonly reason: string;
}

const PACKAGE_RULES: readonly PackageRule[] = [
  {
    name: /^@(aws-sdk|smithy)\//,
    onlyIn: ['electron/core/aws/'],
    lazyOnly: true,
    reason: 'the AWS SDK takes 70 ms to load, so only electron/core/aws imports it, by import()',
  },
  {
    name: /^keytar$/,
    onlyIn: ['electron/node/keychain-library.ts'],
    reason: 'one file loads the keychain library, for the one that pins its backend',
  },
  {
    name: /^electron$/,
    onlyIn: ['electron/shell/', 'electron/main.ts', 'electron/preload.ts'],
    reason: 'everything but the shell must run in plain Node',
  },
  {
    name: /^zod$/,
    onlyIn: [
      'electron/contract/',
      'electron/core/settings/',
      'electron/core/move-in/catalogue-schema.ts',
      'electron/shell/',
    ],
    reason:
      'only the desktop app and catalogues check shapes with it, so that no other command pays for loading it',
  },
  {
    name: /^@homebridge\/dbus-native$/,
    onlyIn: ['electron/shell/'],
    lazyOnly: true,
    reason: 'only Linux has that bus, so it is loaded there alone',
  },
  {
    name: /^(react|react-dom|@base-ui|@tanstack|lucide-react)(\/|$)/,
    onlyIn: ['renderer/'],
    reason: 'only the window draws',
  },
  {
    name: /^commander$/,
    onlyIn: ['electron/cli/'],
    reason: 'only the command line parses arguments',
  },
];

/** Broken import rules of one file; `file` is relative to the repository, with slashes. */
export function layerViolations(file: string, text: string): Violation[] {
  if (isTest(file)) {
    return [];
  }
  return importsOf(text).flatMap((found) => {
    const reason = found.specifier.startsWith('.')
      ? ownImportProblem(file, found)
      : packageProblem(file, found);
    return reason === undefined ? [] : [{ file, line: found.line, reason }];
  });
}

function ownImportProblem(file: string, { specifier }: Import): string | undefined {
  const imported = normalize(join(dirname(file), specifier)).replaceAll('\\', '/');
  const layer = LAYERS.find(({ prefix }) => file.startsWith(prefix));
  if (layer === undefined || layer.mayImport.some((prefix) => imported.startsWith(prefix))) {
    return undefined;
  }
  return `imports ${imported}: ${layer.reason}`;
}

function packageProblem(file: string, { specifier, kind }: Import): string | undefined {
  const rule = PACKAGE_RULES.find(({ name }) => name.test(specifier));
  if (rule === undefined || !/^(electron|renderer)\//.test(file)) {
    return undefined;
  }
  const isPlaceWrong = !rule.onlyIn.some((prefix) => file.startsWith(prefix));
  const isTooEager = rule.lazyOnly === true && kind === 'static';
  return isPlaceWrong || isTooEager ? `imports ${specifier}: ${rule.reason}` : undefined;
}

/** Tests and what only tests use may import anything. */
export function isTest(file: string): boolean {
  return /\.(test|spec|fixture)\.tsx?$|\/(testing|fixtures)\//.test(file);
}
