import { isTest, type Violation } from './layers.ts';

const MOST_LINES = 300;
const MOST_TEST_LINES = 500;
const MOST_BYTES = 1024 * 1024;

/** Unit tests that have no source of their own name beside them, and why. */
const TESTS_WITHOUT_SOURCE: Readonly<Record<string, string>> = {
  'tools/rules.test.ts': 'holds the whole repository against all rules',
  'electron/core/app/every-base.test.ts': 'holds every kind of base against every length of chain',
  'electron/shell/security-rules.test.ts':
    'holds all of electron/ against the rules of the security table',
  'renderer/styles/tokens.test.ts': 'holds the colours of tokens.css against WCAG’s contrast',
};

/** Broken rules about one file's size, name and text; `siblings` are the names beside it. */
export function fileViolations(
  file: string,
  text: string,
  siblings: ReadonlySet<string>,
): Violation[] {
  const found: Violation[] = [];
  const say = (line: number, reason: string): void => {
    found.push({ file, line, reason });
  };
  if (Buffer.byteLength(text) > MOST_BYTES) {
    say(1, 'is over 1 MiB: the repository holds no large files');
  }
  if (/(^|\/)fixtures\//.test(file) || !/\.(ts|tsx)$/.test(file)) {
    return found;
  }
  const lines = text.split('\n').length - 1;
  const most = isTest(file) ? MOST_TEST_LINES : MOST_LINES;
  if (lines > most) {
    say(most, `has ${lines} lines, over ${most}: a file states one idea, so split it`);
  }
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.tsx?$/.test(name)) {
    say(1, 'is not named in kebab-case');
  }
  if (
    name.endsWith('.test.ts') &&
    TESTS_WITHOUT_SOURCE[file] === undefined &&
    !hasSource(name, siblings)
  ) {
    say(1, 'is a unit test without its source beside it');
  }
  text.split('\n').forEach((line, index) => {
    if (/catch\s*(\([^)]*\))?\s*\{\s*\}/.test(line)) {
      say(index + 1, 'swallows an error: handle it, or let it through');
    }
    if (/\b(test|describe|it)\.only\(/.test(line)) {
      say(index + 1, 'runs one test only');
    }
    if (/^export default\b/.test(line) && !name.endsWith('.config.ts')) {
      say(index + 1, 'has a default export: names must be the same everywhere');
    }
  });
  return found;
}

/** `name.test.ts` belongs to `name.ts`; `name-more.test.ts` to `name.ts` too, where a test was split. */
function hasSource(name: string, siblings: ReadonlySet<string>): boolean {
  const words = name.replace(/\.test\.ts$/, '').split('-');
  return words.some((_, dropped) =>
    siblings.has(`${words.slice(0, words.length - dropped).join('-')}.ts`),
  );
}

const HOME_PATH = /(["'`\s=(])\/(home|Users)\/[a-z]|(["'`\s=(])\/root\/[\w.]/;
const REGISTRY = /registry\.(npmjs\.org|yarnpkg\.com)|deb\.debian\.org|npm\.pkg\.github/;

/** Lines of any text file that tie the repository to one machine. */
export function machineViolations(file: string, text: string): Violation[] {
  return text.split('\n').flatMap((line, index) => {
    if (HOME_PATH.test(line) && !isTest(file)) {
      return [{ file, line: index + 1, reason: 'holds an absolute path of a machine' }];
    }
    if (REGISTRY.test(line)) {
      return [{ file, line: index + 1, reason: 'names a registry host' }];
    }
    return [];
  });
}
