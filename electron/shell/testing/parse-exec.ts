/**
 * Reads an `Exec=` value back as desktops do, written from the specification alone: unescape the
 * value, split into arguments, unquote, resolve `%%`. Throws on what the specification forbids.
 */
export function parseExec(value: string): string[] {
  const unescaped = value.replaceAll(/\\(.?)/gs, (_, letter: string) => {
    const meaning = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' }[letter];
    if (meaning === undefined) throw new Error(`no such escape: \\${letter}`);
    return meaning;
  });
  const found: string[] = [];
  let rest = unescaped;
  while (rest !== '') {
    const quoted = /^"((?:[^"`$\\]|\\["`$\\])*)"(?: |$)/s.exec(rest);
    const plain = /^([^\s"'\\><~|&;$*?#()`]+)(?: |$)/.exec(rest);
    const match = quoted ?? plain;
    if (match?.[1] === undefined) throw new Error(`not an argument: ${rest}`);
    const text = quoted === null ? match[1] : match[1].replaceAll(/\\(.)/gs, '$1');
    if (/%(?!%)/.test(text.replaceAll('%%', ''))) throw new Error(`a field code: ${text}`);
    found.push(text.replaceAll('%%', '%'));
    rest = rest.slice(match[0].length);
  }
  return found;
}
