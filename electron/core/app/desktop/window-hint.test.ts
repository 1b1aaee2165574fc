import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tlsHint } from '../../aws/sts/explain-tls.ts';
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
    [
      "Check the network and the proxy's address (from the proxy of the settings).",
      "Check the network and the proxy's address (in Settings, under Network).",
    ],
    [
      'Check that the proxy of the settings names a proxy (host and port).',
      'Check the address of the proxy in Settings, under Network (host and port).',
    ],
    [
      tlsHint({ code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
      expect.stringContaining('name the file of its root certificate in Settings, under Network'),
    ],
    ['See the names with: role-valet roles', 'It may have been taken out of the files meanwhile.'],
    ['Correct the name in that line.', 'Correct the name in that line.'],
  ])('%s', (hint, words) => {
    expect(windowHint(hint)).toEqual(words);
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
