/** Run by files.test.ts in a process of its own, so that it can be killed or run as another user. */
import { isRoleValetError } from '../contract/errors.ts';
import { nodeFiles } from './files.ts';

const [verb, path = '', content = '', inPlace] = process.argv.slice(2);
const files = nodeFiles();

if (verb === 'replace') {
  try {
    await files.replace(path, new TextEncoder().encode(content), { inPlace: inPlace === 'true' });
    process.stdout.write('done');
  } catch (error) {
    if (!isRoleValetError(error)) throw error;
    process.stdout.write(`${error.code} ${error.message}`);
  }
}

if (verb === 'replace-forever') {
  for (let round = 0; ; round++) {
    const letter = String.fromCharCode(97 + (round % 26));
    await files.replace(path, new TextEncoder().encode(letter.repeat(200_000)));
    if (round === 0) process.stdout.write('started');
  }
}
