/**
 * A program that wants the token, in a process of its own: `FOLDER ENDPOINT REGION OFFSET`, the last
 * in milliseconds ahead of the machine's clock. Prints the token.
 */
import { join } from 'node:path';
import { nodeFiles } from '../../../../node/files.ts';
import { nodeLocks } from '../../../../node/locks.ts';
import { systemRandom } from '../../../../node/random.ts';
import { listenForRedirect } from '../../../../node/redirect-listener.ts';
import { SingleFlight } from '../../../sessions/single-flight.ts';
import { testNetwork } from '../../network/testing/test-network.ts';
import { accessTokenFor } from '../access-token.ts';
import { sdkSsoOidc } from '../sdk-sso-oidc.ts';

const [folder = '', endpoint = '', region = '', offset = '0'] = process.argv.slice(2);
const clock = { now: () => Date.now() + Number(offset), sleep: async () => undefined };
const parts = {
  files: nodeFiles(),
  // Another home: the lock that counts lies beside the token's file.
  locks: nodeLocks(join(folder, `locks-${process.pid}`)),
  clock,
  flights: new SingleFlight(),
  logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  signIn: {
    cachePath: join(folder, '.aws', 'sso', 'cache'),
    oidc: sdkSsoOidc({ clock, network: testNetwork() }),
    listen: listenForRedirect,
    random: systemRandom(),
  },
};
const settings = {
  profile: 'dev',
  sessionName: 'corp',
  startUrl: `${endpoint}/start`,
  region,
  endpoint,
};
process.stdout.write((await accessTokenFor(parts, settings)).token);
