/**
 * Makes keychain calls named on the command line and prints their answers or errors as JSON. A
 * second argument is the time limit in milliseconds, a third the exit code. Ends as the command
 * line should.
 */
import { isRoleValetError } from '../contract/errors.ts';
import { endProcess } from './end-process.ts';
import { nodeKeychain } from './keychain.ts';

const limit = Number(process.argv[3] ?? 60_000);
const keychain = nodeKeychain('role-valet:keychain-test', process.platform, limit);
const answers: unknown[] = [];
for (const [method, account = '', value = ''] of JSON.parse(
  process.argv[2] ?? '[]',
) as string[][]) {
  try {
    switch (method) {
      case 'get':
        answers.push((await keychain.get(account)) ?? null);
        break;
      case 'set':
        answers.push((await keychain.set(account, value)) ?? null);
        break;
      case 'delete':
        answers.push(await keychain.delete(account));
        break;
      default:
        answers.push(await keychain.accounts());
    }
  } catch (error) {
    if (!isRoleValetError(error)) throw error;
    answers.push(error.toValue());
  }
}
process.stdout.write(`${JSON.stringify(answers)}\n`);
endProcess(Number(process.argv[4] ?? 0));
