import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** A decoded image: four bytes a pixel, red, green, blue, alpha, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const BYTES = 4;
const FILTERS = [0, 1, 2, 3, 4] as const;

/** Reads a png of 8 bits a channel with alpha, not interlaced: what Chromium writes. Throws on others. */
export function readPng(png: Uint8Array): Pixels {
  const bytes = Buffer.from(png);
  if (!bytes.subarray(0, 8).equals(SIGNATURE)) {
    throw new Error('this is no png');
  }
  const data: Buffer[] = [];
  let width = 0;
  let height = 0;
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') {
      width = body.readUInt32BE(0);
      height = body.readUInt32BE(4);
      if (body[8] !== 8 || body[9] !== 6 || body[12] !== 0) {
        throw new Error('this png is not 8 bits a channel with alpha');
      }
    } else if (type === 'IDAT') {
      data.push(body);
    }
    at += length + 12;
  }
  return { width, height, rgba: unfilter(inflateSync(Buffer.concat(data)), width, height) };
}

/** Writes a png as small as trying each filter over the whole image makes it. */
export function writePng({ width, height, rgba }: Pixels): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6], 8);
  const candidates = FILTERS.map((filter) =>
    deflateSync(applyFilter(rgba, width, height, filter), { level: 9, memLevel: 9 }),
  );
  const smallest = candidates.reduce((best, next) => (next.length < best.length ? next : best));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('IDAT', smallest),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

function applyFilter(rgba: Uint8Array, width: number, height: number, filter: number): Buffer {
  const row = width * BYTES;
  const filtered = Buffer.alloc((row + 1) * height);
  for (let y = 0; y < height; y += 1) {
    filtered[y * (row + 1)] = filter;
    for (let x = 0; x < row; x += 1) {
      const guess = guessOf(filter, rgba, y * row + x, x, y, row);
      filtered[y * (row + 1) + 1 + x] = ((rgba[y * row + x] ?? 0) - guess) & 0xff;
    }
  }
  return filtered;
}

function unfilter(filtered: Buffer, width: number, height: number): Uint8Array {
  const row = width * BYTES;
  const rgba = new Uint8Array(row * height);
  for (let y = 0; y < height; y += 1) {
    const filter = filtered[y * (row + 1)] ?? 0;
    for (let x = 0; x < row; x += 1) {
      const guess = guessOf(filter, rgba, y * row + x, x, y, row);
      rgba[y * row + x] = (filtered[y * (row + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return rgba;
}

/** What a filter takes a byte for, from those left, above, and left above it (PNG, section 9). */
function guessOf(
  filter: number,
  rgba: Uint8Array,
  at: number,
  x: number,
  y: number,
  row: number,
): number {
  const left = x < BYTES ? 0 : (rgba[at - BYTES] ?? 0);
  const above = y === 0 ? 0 : (rgba[at - row] ?? 0);
  const corner = x < BYTES || y === 0 ? 0 : (rgba[at - row - BYTES] ?? 0);
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    case 4:
      return paeth(left, above, corner);
    default:
      throw new Error(`png filter ${filter} is unknown`);
  }
}

function paeth(left: number, above: number, corner: number): number {
  const [toLeft, toAbove, toCorner] = [
    Math.abs(above - corner),
    Math.abs(left - corner),
    Math.abs(left + above - 2 * corner),
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) {
    return left;
  }
  return toAbove <= toCorner ? above : corner;
}
