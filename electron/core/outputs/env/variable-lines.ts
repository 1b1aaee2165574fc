import { requireText, unrepresentable } from './representable.ts';
import type { Shell } from './shells.ts';

/**
 * Lines for a shell that unset `removed`, then set `variables`. Throws VALUE_UNREPRESENTABLE where
 * the shell can't carry a value.
 */
export function shellBlock(
  shell: Shell,
  removed: readonly string[],
  variables: Readonly<Record<string, string>>,
): string {
  return asLines([
    // Old values go first, so that a block cut short in pasting leaves no mixture of two sessions.
    ...shell.unset(removed),
    ...(shell.warnings ?? []),
    ...Object.entries(variables).map(([name, value]) => shell.set(name, value)),
  ]);
}

/** `KEY=value` lines without quotes. Throws VALUE_UNREPRESENTABLE for what a reader could change. */
export function dotenvLines(variables: Readonly<Record<string, string>>): string {
  return asLines(
    Object.entries(variables).map(([name, value]) => {
      if (!/^[A-Za-z0-9+/=_.:-]+$/.test(value)) {
        throw unrepresentable(
          name,
          'dotenv',
          'other characters than letters, digits and + / = _ . : -',
        );
      }
      return `${name}=${value}`;
    }),
  );
}

/** One flat object of texts. Throws VALUE_UNREPRESENTABLE for control characters. */
export function jsonObject(variables: Readonly<Record<string, string>>): string {
  for (const [name, value] of Object.entries(variables)) {
    requireText(name, 'json', value);
  }
  return `${JSON.stringify(variables, undefined, 2)}\n`;
}

/** The lines as a text that ends with a line end. */
export function asLines(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
