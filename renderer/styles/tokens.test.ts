import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const SHEET = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const [USUAL = '', MORE_CONTRAST = ''] = SHEET.split('@media (prefers-contrast: more)');

type Theme = 'light' | 'dark';

/** The opaque colours of one theme, by token. */
function colours(theme: Theme, hasMoreContrast: boolean): ReadonlyMap<string, string> {
  const text = hasMoreContrast ? USUAL + MORE_CONTRAST : USUAL;
  const found = new Map<string, string>();
  const pattern = /--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g;
  for (const [, name = '', light = '', dark = ''] of text.matchAll(pattern)) {
    found.set(name, theme === 'light' ? light : dark);
  }
  return found;
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(first: string, second: string): number {
  const [lighter = 0, darker = 0] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

const SURFACES = ['bg', 'panel', 'hover'];

/** Text and what it stands on: WCAG 1.4.3 wants 4.5 to 1. */
const TEXT_PAIRS: readonly (readonly [text: string, surface: string])[] = [
  ...['text', 'dim', 'faint', 'accent', 'live', 'warn', 'danger'].flatMap((text) =>
    SURFACES.map((surface) => [text, surface] as const),
  ),
  ...['accent', 'live', 'warn', 'danger'].map((tone) => [tone, `${tone}-soft`] as const),
  ...['accent', 'live', 'warn', 'danger'].flatMap((tone) =>
    ['text', 'dim'].map((text) => [text, `${tone}-soft`] as const),
  ),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-hover'],
];

/** Borders of controls, rings, marks and the focus: WCAG 1.4.11 wants 3 to 1. */
const SHAPE_PAIRS = [
  ...['edge', 'focus', 'live', 'warn', 'danger'],
  ...['mark-red', 'mark-amber', 'mark-green', 'mark-blue', 'mark-violet'],
].flatMap((shape) => ['bg', 'panel'].map((surface) => [shape, surface] as const));

describe.each([
  ['light', false],
  ['dark', false],
  ['light', true],
  ['dark', true],
] as const)('contrast, %s, more contrast asked for: %s', (theme, hasMoreContrast) => {
  const sheet = colours(theme, hasMoreContrast);
  const ratio = (first: string, second: string): number =>
    contrast(sheet.get(first) ?? 'missing', sheet.get(second) ?? 'missing');

  test.each(TEXT_PAIRS)('%s on %s can be read', (text, surface) => {
    expect(ratio(text, surface)).toBeGreaterThanOrEqual(hasMoreContrast ? 7 : 4.5);
  });

  test.each(SHAPE_PAIRS)('%s on %s can be seen', (shape, surface) => {
    expect(ratio(shape, surface)).toBeGreaterThanOrEqual(3);
  });
});

test('the contrast is the one of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 2);
});

test('every colour of the window is a token', () => {
  expect(colours('light', false).size).toBeGreaterThanOrEqual(25);
});
