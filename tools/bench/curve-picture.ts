import type { Curve } from './types.ts';

const WIDTH = 860;
const PANEL = { width: 380, height: 300, left: 76, top: 46 } as const;
const COLOURS = ['#3b82f6', '#d97706', '#10a37f', '#c2419c', '#8b6fe8', '#6b8f00'];
/** Readable on white and on black. */
const INK = '#808690';

/**
 * The curves as a picture, one panel for each thing that grows: both axes are logarithmic, so linear
 * growth is a line as steep as the dashed one. Lines and text only, without a background.
 */
export function curvePicture(curves: readonly Curve[]): string {
  const panels = [...Map.groupBy(curves, ({ over }) => over)];
  const rows = Math.ceil(panels.length / 2);
  const most = Math.max(0, ...panels.map(([, group]) => group.length));
  const rowHeight = PANEL.top + PANEL.height + 40 + most * 18;
  const drawn = panels.map(([over, group], index) => {
    const x = (index % 2) * (WIDTH / 2);
    const y = Math.floor(index / 2) * rowHeight;
    return `<g transform="translate(${x} ${y})">\n${panel(over, group)}\n</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${rows * rowHeight}" width="${WIDTH}" height="${rows * rowHeight}" role="img" font-family="sans-serif" font-size="12" fill="${INK}">`,
    '<title>How CPU times grow with profiles and sessions</title>',
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

function panel(over: string, curves: readonly Curve[]): string {
  const points = curves.flatMap((curve) => curve.points);
  const across = decades(points.map(([size]) => size));
  const up = decades(points.map(([, time]) => time));
  const { left, top, width, height } = PANEL;
  const plotWidth = width - left;
  const x = (size: number): number => left + share(size, across) * plotWidth;
  const y = (time: number): number => top + height - share(time, up) * height;
  const lines = [
    `<text x="${left}" y="24" font-size="15">CPU time over ${escaped(over)} (dashed: linear)</text>`,
  ];
  for (const power of range(across)) {
    const place = round(x(10 ** power));
    lines.push(
      `<path d="M${place} ${top}V${top + height}" stroke="${INK}" stroke-opacity="0.25"/>`,
    );
    lines.push(
      `<text x="${place}" y="${top + height + 18}" text-anchor="middle">${plain(10 ** power)}</text>`,
    );
  }
  for (const power of range(up)) {
    const place = round(y(10 ** power));
    lines.push(`<path d="M${left} ${place}H${width}" stroke="${INK}" stroke-opacity="0.25"/>`);
    lines.push(
      `<text x="${left - 6}" y="${place + 4}" text-anchor="end">${plain(10 ** power)} ms</text>`,
    );
  }
  lines.push(linearGuide(across, up, x, y));
  curves.forEach((curve, index) => {
    const colour = COLOURS[index % COLOURS.length];
    const path = curve.points
      .map(([size, time]) => `${round(x(size))} ${round(y(time))}`)
      .join('L');
    const legend = top + height + 42 + index * 18;
    lines.push(`<path d="M${path}" fill="none" stroke="${colour}" stroke-width="2"/>`);
    lines.push(`<path d="M${left} ${legend - 4}h18" stroke="${colour}" stroke-width="2"/>`);
    lines.push(`<text x="${left + 26}" y="${legend}">${escaped(curve.name)}</text>`);
  });
  return lines.join('\n');
}

/** As steep as linear growth, from the middle of the left edge as far as the panel goes. */
function linearGuide(
  [fromSize, toSize]: readonly [number, number],
  [fromTime, toTime]: readonly [number, number],
  x: (size: number) => number,
  y: (time: number) => number,
): string {
  const steps = Math.min(toSize - fromSize, toTime - fromTime);
  const ends = [
    `${round(x(10 ** fromSize))} ${round(y(10 ** fromTime))}`,
    `${round(x(10 ** (fromSize + steps)))} ${round(y(10 ** (fromTime + steps)))}`,
  ];
  return `<path d="M${ends.join('L')}" fill="none" stroke="${INK}" stroke-dasharray="4 4"/>`;
}

/** The powers of ten around the numbers. */
function decades(numbers: readonly number[]): readonly [number, number] {
  const logs = numbers.map((number) => Math.log10(number));
  const from = Math.floor(Math.min(...logs) + 1e-9);
  return [from, Math.max(from + 1, Math.ceil(Math.max(...logs) - 1e-9))];
}

function share(value: number, [from, to]: readonly [number, number]): number {
  return (Math.log10(value) - from) / (to - from);
}

function range([from, to]: readonly [number, number]): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function plain(value: number): string {
  return value >= 1 ? value.toLocaleString('en-GB') : String(Number(value.toPrecision(1)));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
