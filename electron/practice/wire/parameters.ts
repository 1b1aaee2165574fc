/**
 * Parameters of a call in AWS's query protocol: flat names, lists as `Name.member.N`, lists of
 * structures as `Name.member.N.Field`
 * (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html).
 */
export interface Parameters {
  /** One value, or undefined where it was not sent. */
  text(name: string): string | undefined;
  /** The members of a list, in the order of their numbers; empty where none was sent. */
  list(name: string): readonly string[];
  /** The members of a list of structures, each as field by name. */
  structures(name: string): readonly ReadonlyMap<string, string>[];
}

/** Reads form text: `%20` and `+` are both a space. Of a name sent twice the first value counts. */
export function parseParameters(...texts: readonly string[]): Parameters {
  const values = new Map<string, string>();
  for (const text of texts) {
    for (const [name, value] of new URLSearchParams(text)) {
      if (!values.has(name)) {
        values.set(name, value);
      }
    }
  }
  return {
    text: (name) => values.get(name),
    list: (name) => members(values, name).map((fields) => fields.get('') ?? ''),
    structures: (name) => members(values, name),
  };
}

/** Members by number; the value of a plain member stands under the empty field name. */
function members(
  values: ReadonlyMap<string, string>,
  name: string,
): readonly ReadonlyMap<string, string>[] {
  const prefix = `${name}.member.`;
  const found = new Map<number, Map<string, string>>();
  for (const [key, value] of values) {
    if (!key.startsWith(prefix)) {
      continue;
    }
    const match = /^(\d{1,9})(?:\.(.+))?$/.exec(key.slice(prefix.length));
    if (match === null) {
      continue;
    }
    const number = Number(match[1]);
    const fields = found.get(number) ?? new Map<string, string>();
    fields.set(match[2] ?? '', value);
    found.set(number, fields);
  }
  return [...found].sort(([a], [b]) => a - b).map(([, fields]) => fields);
}
