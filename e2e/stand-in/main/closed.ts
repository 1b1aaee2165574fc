/** Names that JavaScript itself asks of any value: awaiting, printing, serialising. */
const ASKED_BY_THE_LANGUAGE: ReadonlySet<string> = new Set([
  'then',
  'toJSON',
  'inspect',
  'nodeType',
]);

function notHere(name: string): Error {
  return new Error(`the Electron stand-in has no ${name} (e2e/stand-in/README.md)`);
}

/**
 * The object itself, but reading a member that it lacks throws that member's name: a stand-in that
 * gives undefined would let a spec pass that fails on the real Electron.
 */
export function closed<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get(target, key, receiver) {
      if (typeof key === 'string' && !(key in target) && !ASKED_BY_THE_LANGUAGE.has(key)) {
        throw notHere(`${name}.${key}`);
      }
      return Reflect.get(target, key, receiver);
    },
  });
}

/**
 * A prototype to stand at the end of a class's chain: a member that no class before it has throws.
 * Private fields keep working, since `this` stays the object itself.
 */
export const UNKNOWN_MEMBERS: object = new Proxy(Object.create(Object.prototype) as object, {
  get(target, key, receiver: object) {
    if (typeof key === 'symbol' || key in target || ASKED_BY_THE_LANGUAGE.has(key)) {
      return Reflect.get(target, key, receiver);
    }
    throw notHere(`${(Reflect.get(receiver, 'constructor') as { name: string }).name}.${key}`);
  },
});

/** A module of Electron that the stand-in leaves out: any use throws its name. */
export function leftOut(name: string): never {
  const use = (): never => {
    throw notHere(name);
  };
  return new Proxy(use, {
    get(_target, key) {
      if (typeof key === 'symbol' || ASKED_BY_THE_LANGUAGE.has(key)) return undefined;
      throw notHere(`${name}.${key}`);
    },
    apply: use,
    construct: use,
  }) as never;
}
