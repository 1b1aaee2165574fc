/**
 * Makes one AssumeRole call as a process of its own, so that a test can give it a hostile environment:
 * `node call-sts.ts ENDPOINT`. Prints the access key id that it got, or the error as JSON.
 */
import { isRoleValetError } from '../../../../contract/errors.ts';
import { testNetwork } from '../../network/testing/test-network.ts';
import { sdkSts } from '../sdk-sts.ts';
import { callerOf, realClock, roleInput } from './inputs.ts';

const [endpoint = ''] = process.argv.slice(2);
try {
  const role = await sdkSts({ network: testNetwork(), clock: realClock() }).assumeRole(
    callerOf(endpoint),
    roleInput(),
  );
  process.stdout.write(role.credentials.accessKeyId);
} catch (error) {
  process.stdout.write(JSON.stringify(isRoleValetError(error) ? error.toValue() : String(error)));
}
