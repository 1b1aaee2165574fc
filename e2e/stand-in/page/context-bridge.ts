/// <reference lib="dom" />
/**
 * Electron's contextBridge over one JavaScript world: what crosses is a copy without prototypes,
 * functions become wrappers that copy both ways, and what is exposed is frozen all through. Runs in
 * the page, before its own code: it keeps the builtins it needs, and imports nothing.
 */

type AnyFunction = (...parameters: unknown[]) => unknown;

const clone = structuredClone;
const typeName = Object.prototype.toString;
const MAX_DEPTH = 1000;

/** The copy that the other side gets. Throws on symbols, and on depths that Electron refuses. */
export function crossed(value: unknown, depth = 0): unknown {
  if (depth > MAX_DEPTH) {
    throw new TypeError('Electron contextBridge recursion depth exceeded.');
  }
  if (typeof value === 'function') return wrapped(value as AnyFunction);
  if (typeof value === 'symbol') throw new TypeError('a symbol cannot cross the contextBridge');
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Promise) {
    return value.then(
      (result) => crossed(result),
      (reason: unknown) => Promise.reject(crossed(reason)),
    );
  }
  if (value instanceof Error) return new Error(value.message);
  if (Array.isArray(value)) return value.map((item) => crossed(item, depth + 1));
  const kind = Reflect.apply(typeName, value, []) as string;
  if (kind !== '[object Object]') return clone(value);
  const entries = Object.entries(value).map(([key, item]) => [key, crossed(item, depth + 1)]);
  return Object.fromEntries(entries);
}

function wrapped(inner: AnyFunction): AnyFunction {
  return (...parameters) => {
    let result: unknown;
    try {
      result = inner(...parameters.map((parameter) => crossed(parameter)));
    } catch (error) {
      throw crossed(error);
    }
    return crossed(result);
  };
}

function frozen(value: unknown): unknown {
  if ((typeof value === 'object' || typeof value === 'function') && value !== null) {
    for (const key of Reflect.ownKeys(value)) frozen(Reflect.get(value, key));
    if (!(value instanceof Promise)) Object.freeze(value);
  }
  return value;
}

/** `contextBridge.exposeInMainWorld`. */
export function exposeInMainWorld(key: string, api: unknown): void {
  if (Object.hasOwn(window, key)) {
    throw new Error('Cannot bind an API on top of an existing property on the window object');
  }
  Object.defineProperty(window, key, {
    value: frozen(crossed(api)),
    writable: false,
    configurable: false,
    enumerable: true,
  });
}
