import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { windowHint } from './window-hint.ts';

const ELECTRON = join(import.meta.dirname, '..', '..', '..');

/** Every text of core, and of what it stands on, that names a command or an option of the command line. */
function commandLineTexts(): string[] {
  const files = readdirSync(ELECTRON, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      /^(core|node).*\.ts$/.test(file) &&
      !/\.(test|fixture)\.ts$|window-hint|outputs.env.(?!default-credentials)|testing/.test(file),
  );
  return files.flatMap((file) => {
    const code = readFileSync(join(ELECTRON, file), 'utf8').replaceAll(
      /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm,
      '',
    );
    const texts = code.match(/'[^'\n]*'|`[^`\n]*`/g) ?? [];
    return texts.filter((text) => /\brole-valet [a-z]|--[a-z]/.test(text) && text.includes(' '));
  });
}

describe('windowHint', () => {
  test.each([
    ['Add it with: role-valet keys add work', 'Add it under Keys.'],
    ['See the names with: role-valet roles', 'It may have been taken out of the files meanwhile.'],
    ['Correct the name in that line.', 'Correct the name in that line.'],
  ])('%s', (hint, words) => {
    expect(windowHint(hint)).toBe(words);
  });

  test('knows words for every hint of core that names a command', () => {
    const texts = commandLineTexts();
    expect(texts.length).toBeGreaterThan(10);
    const left = texts
      .map((text) => windowHint(text.slice(1, -1).replaceAll(/\$\{[^}]*\}/g, 'name')))
      .filter((text) => /\brole-valet [a-z]|--[a-z]/.test(text));
    expect(left).toEqual([]);
  });
});
