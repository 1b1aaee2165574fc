/** A png with its size in pixels. */
export interface SizedPng {
  readonly pixels: number;
  readonly png: Uint8Array;
}

/**
 * An Apple icon file: `icns`, the whole length, then for each image its type of four letters, its
 * length with these eight bytes, and the png.
 */
export function icnsFile(
  images: readonly { readonly type: string; readonly png: Uint8Array }[],
): Buffer {
  const parts = images.map(({ type, png }) => Buffer.concat([icnsHead(type, png.length), png]));
  const body = Buffer.concat(parts);
  return Buffer.concat([icnsHead('icns', body.length), body]);
}

function icnsHead(type: string, length: number): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(length + 8, 4);
  return head;
}

const ICO_HEAD = 6;
const ICO_ENTRY = 16;

/**
 * A Windows icon file: a head with the count, an entry of 16 bytes for each image, then the images.
 * Windows reads png in there since Vista. A size of 256 is written as 0.
 */
export function icoFile(images: readonly SizedPng[]): Buffer {
  const head = Buffer.alloc(ICO_HEAD + ICO_ENTRY * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(({ pixels, png }, index) => {
    const entry = ICO_HEAD + ICO_ENTRY * index;
    head.writeUInt8(pixels % 256, entry);
    head.writeUInt8(pixels % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...images.map(({ png }) => png)]);
}
