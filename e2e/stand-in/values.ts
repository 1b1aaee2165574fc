/**
 * How values travel between the page and main: as JSON with marks for what JSON can't hold. The page
 * runs this file too (page-script.ts), so it imports nothing and uses no Node.
 */

type Encoded =
  | null
  | boolean
  | number
  | string
  | readonly Encoded[]
  | { readonly [key: string]: Encoded };

/**
 * Encodes a value that `structuredClone` has accepted. Throws on what the stand-in does not carry:
 * binary data, maps, sets, bigints, cycles.
 */
export function encodeValue(value: unknown): string {
  return JSON.stringify(toEncoded(value, []));
}

/** The value that `encodeValue` encoded. */
export function decodeValue(text: string): unknown {
  return fromEncoded(JSON.parse(text) as Encoded);
}

function toEncoded(value: unknown, above: readonly object[]): Encoded {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (value === undefined) return { $: 'undefined' };
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { $: 'number', value: Object.is(value, -0) ? '-0' : String(value) };
  }
  if (typeof value !== 'object') {
    throw new Error(`the Electron stand-in does not carry a ${typeof value} over the bridge`);
  }
  if (above.includes(value)) {
    throw new Error('the Electron stand-in does not carry a circular value over the bridge');
  }
  const path = [...above, value];
  if (Array.isArray(value)) return Array.from(value, (item) => toEncoded(item, path));
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  if (kind === 'Date') return { $: 'date', value: (value as Date).getTime() };
  if (kind === 'Error') {
    const { name, message } = value as Error;
    return { $: 'error', name, message };
  }
  if (kind !== 'Object') {
    throw new Error(`the Electron stand-in does not carry a ${kind} over the bridge`);
  }
  const entries = Object.entries(value).map(([key, item]) => [key, toEncoded(item, path)]);
  const plain = Object.fromEntries(entries) as { [key: string]: Encoded };
  return '$' in plain ? { $: 'object', value: plain } : plain;
}

function fromEncoded(encoded: Encoded): unknown {
  if (encoded === null || typeof encoded !== 'object') return encoded;
  if (Array.isArray(encoded)) return encoded.map(fromEncoded);
  const marked = encoded as { readonly [key: string]: Encoded };
  switch (marked.$) {
    case undefined:
      return plainObject(marked);
    case 'undefined':
      return undefined;
    case 'number':
      return Number(marked.value);
    case 'date':
      // JSON makes null of NaN, the time of an invalid date.
      return new Date((marked.value as number | null) ?? Number.NaN);
    case 'error': {
      const error = new Error(marked.message as string);
      error.name = marked.name as string;
      return error;
    }
    default:
      return plainObject(marked.value as { readonly [key: string]: Encoded });
  }
}

function plainObject(encoded: { readonly [key: string]: Encoded }): Record<string, unknown> {
  return Object.fromEntries(Object.entries(encoded).map(([key, item]) => [key, fromEncoded(item)]));
}
