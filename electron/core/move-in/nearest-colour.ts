import type { Colour } from '../../contract/roles.ts';

/** Below this share of the brightest part a colour looks grey. */
const LEAST_SATURATION = 0.2;

/** Hues in degrees at which each of our marks ends. */
const HUE_ENDS: readonly (readonly [end: number, colour: Colour])[] = [
  [15, 'red'],
  [70, 'amber'],
  [170, 'green'],
  [255, 'blue'],
  [330, 'violet'],
  [360, 'red'],
];

/**
 * The mark that looks most like an RGB value in hex (`ffaaee`, `fae`, with or without `#`). Undefined
 * for greys, black and white, which stand out from nothing, and for what is no colour.
 */
export function nearestColour(hex: string): Colour | undefined {
  const digits = /^#?([\da-f]{3}|[\da-f]{6})$/i.exec(hex.trim())?.[1];
  if (digits === undefined) return undefined;
  const width = digits.length / 3;
  const [red = 0, green = 0, blue = 0] = [0, 1, 2].map((index) => {
    const part = digits.slice(index * width, (index + 1) * width);
    return Number.parseInt(width === 1 ? part + part : part, 16);
  });
  const most = Math.max(red, green, blue);
  const spread = most - Math.min(red, green, blue);
  if (most === 0 || spread / most < LEAST_SATURATION) return undefined;
  const hue = hueOf(red, green, blue, most, spread);
  return HUE_ENDS.find(([end]) => hue <= end)?.[1];
}

/** https://en.wikipedia.org/wiki/HSL_and_HSV#Hue_and_chroma, degrees from 0 to 360. */
function hueOf(red: number, green: number, blue: number, most: number, spread: number): number {
  const sixth =
    most === red
      ? (green - blue) / spread
      : most === green
        ? (blue - red) / spread + 2
        : (red - green) / spread + 4;
  return (sixth * 60 + 360) % 360;
}
