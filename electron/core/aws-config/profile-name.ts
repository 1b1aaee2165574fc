/** Longer names fit no list and no prompt; AWS itself sets no limit. */
const MOST_LENGTH = 128;

/**
 * What is wrong with `name` for a new profile, as the rest of "the name ...", or undefined where every
 * AWS tool reads it: the JavaScript SDK's pattern is the narrowest (`parseIni` in `@smithy/core`), and
 * it refuses a whole file for the name `__proto__`.
 */
export function profileNameFault(name: string): string | undefined {
  if (name === '') return 'is missing';
  if (name.length > MOST_LENGTH) {
    return `has ${name.length} characters; ${MOST_LENGTH} are the most`;
  }
  const wrong = /[^A-Za-z0-9_@+.%:/-]/u.exec(name)?.[0];
  if (wrong !== undefined) {
    return `holds ${JSON.stringify(wrong)}, which some AWS tools cannot read in a name; use letters, digits and any of _ - . @ + % : /`;
  }
  // The AWS CLI would take it for an option.
  if (name.startsWith('-')) return 'starts with a dash, which programs take for an option';
  if (name !== 'default' && name.toLowerCase() === 'default') {
    return 'is read by some tools as the defaults of every profile; write "default" in lower case, or choose another';
  }
  // In JavaScript every object has members of these names.
  return name in {} ? 'means something else to JavaScript SDKs; choose another' : undefined;
}
