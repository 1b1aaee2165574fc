/** What a key means, worked out once for all the lines that hold it. */
export interface IniKey {
  /** In lower case. */
  readonly key: string;
  readonly writtenKey: string;
  /** True where a blank makes it no key by AWS's rules. */
  readonly hasBlank: boolean;
}

/** The keys of one document: a large file repeats a handful of them thousands of times. */
export class IniKeys {
  readonly #known = new Map<string, IniKey>();

  of(writtenKey: string): IniKey {
    let key = this.#known.get(writtenKey);
    if (key === undefined) {
      key = {
        key: asName(writtenKey.toLowerCase()),
        writtenKey,
        hasBlank: /\s/.test(writtenKey),
      };
      this.#known.set(writtenKey, key);
    }
    return key;
  }
}

/**
 * The same text as the one copy that the engine keeps of each property name, literals included: to
 * look it up in a map is to compare addresses, where other copies are compared letter by letter.
 */
function asName(text: string): string {
  return Object.keys({ [text]: true })[0] ?? text;
}
