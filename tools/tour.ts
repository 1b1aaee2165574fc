/**
 * The whole main job as a transcript: the built command line, a real keychain, the practice STS and,
 * where it is installed, the real AWS CLI. Everything happens in a throw-away home.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../electron/node/clock.ts';
import { systemRandom } from '../electron/node/random.ts';
import type { Organisation } from '../electron/practice/organisation.ts';
import { preparePracticeHome } from '../electron/practice/practice-home.ts';
import { addPracticePrograms } from '../electron/practice/practice-programs.ts';
import { startPracticeSts } from '../electron/practice/practice-sts.ts';
import { sampleOrganisation } from '../electron/practice/sample-organisation.ts';
import { millisecondsToNextCode, totpCode } from '../electron/practice/totp.ts';

/** What the tour needs to know of the outside. */
export interface TourOptions {
  readonly cliPath: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly print: (text: string) => void;
}

/** One line of the transcript: what is said about it, and what is run by `sh`. */
interface TourStep {
  readonly say: string;
  readonly run: string;
  readonly input?: string;
  /** The exit code that belongs here; some steps show a refusal. */
  readonly code?: number;
}

const ROLE = 'shop-dev-deployer';

/** Runs the tour and gives 0 where every step ended as it should, else 1. */
export async function runTour({ cliPath, environment, print }: TourOptions): Promise<number> {
  const organisation = sampleOrganisation(systemRandom());
  const sts = await startPracticeSts({
    organisation,
    clock: systemClock(),
    random: systemRandom(),
  });
  const home = await preparePracticeHome({ organisation, stsUrl: sts.url });
  await addPracticePrograms(home, [process.execPath, cliPath]);
  const env: NodeJS.ProcessEnv = {
    ...withoutAws(environment),
    ...home.environment,
    PATH: `${home.binPath}:${environment.PATH ?? ''}`,
    NO_COLOR: '1',
    ROLE_VALET_TABLES: '1',
  };
  const device = organisation.users.flatMap(({ mfaDevices }) => mfaDevices)[0];
  if (device === undefined) {
    throw new Error('the practice organisation has no MFA device');
  }

  const play = async (step: TourStep): Promise<boolean> => {
    print(`\n# ${step.say}\n$ ${step.run}\n`);
    const { code, output } = await runShell(step.run, env, step.input);
    print(hideSecrets(output));
    const wanted = step.code ?? 0;
    if (code !== wanted) {
      print(`(ended with ${code}, and ${wanted} was expected)\n`);
    }
    return code === wanted;
  };

  try {
    print(`Role Valet on a practice AWS organisation, in a throw-away home. Nothing here is real, and
nothing of yours is touched. Secrets are cut short on this screen only.\n`);
    const results: boolean[] = [];
    for (const step of [...keySteps(organisation), ...mainSteps(freshCode(device.secret))]) {
      results.push(await play(step));
    }
    print(`\n# What is in the credentials file now: one section, the rest is left as it was.\n`);
    print(hideSecrets(readFileSync(home.credentialsPath, 'utf8')));
    for (const step of closingSteps()) {
      results.push(await play(step));
    }
    print('\n# Sessions end. The practice STS cuts one that lasts four seconds.\n');
    sts.faults.sessionSeconds = 4;
    results.push(await play({ say: 'A short one:', run: 'role-valet assume shop-dev-readonly' }));
    await sleep(4_500);
    results.push(
      await play({
        say: 'Five seconds later it is gone, and nobody is told otherwise.',
        run: 'role-valet status',
      }),
    );
    print(
      results.every(Boolean) ? '\nThat was the main job.\n' : '\nSomething above went wrong.\n',
    );
    return results.every(Boolean) ? 0 : 1;
  } finally {
    await home.remove();
    await sts.close();
  }
}

/** The long-term keys, each from standard input. */
function keySteps({ users }: Organisation): readonly TourStep[] {
  return users.flatMap(({ profile, keys: [key] }, index) =>
    key === undefined
      ? []
      : [
          {
            say:
              index === 0
                ? 'A long-term key goes into the keychain, from standard input. AWS is asked whose it is.'
                : 'Another one, of a machine that has no MFA device.',
            run: `role-valet keys add ${profile}`,
            input: `${key.accessKeyId}\n${key.secretAccessKey}\n`,
          },
        ],
  );
}

function mainSteps(code: string): readonly TourStep[] {
  return [
    { say: 'They are there, and only there.', run: 'role-valet keys list' },
    { say: 'Every role of the config file is there, without an import.', run: 'role-valet roles' },
    { say: 'What would an assume do? No call is made.', run: `role-valet plan ${ROLE}` },
    {
      say: 'Two hops need one MFA code.',
      run: `role-valet assume ${ROLE} --mfa-code ${code}`,
    },
    {
      say: 'Another account behind the same hub: no code, and the hub is not assumed again.',
      run: 'role-valet assume shop-prod-deployer',
    },
    { say: 'The block that a shell evaluates:', run: `role-valet env ${ROLE} --format sh` },
    {
      say: 'Evaluated by a real shell, it makes the AWS CLI that role.',
      run: `eval "$(role-valet env ${ROLE} --format sh)" && ${WHO}`,
    },
    { say: 'The same for one command:', run: `role-valet exec ${ROLE} -- ${WHO}` },
    { say: 'And as a section of the credentials file:', run: `role-valet write ${ROLE}` },
  ];
}

function closingSteps(): readonly TourStep[] {
  return [
    { say: 'Any AWS tool can use it by name.', run: `${WHO} --profile ${ROLE}-session` },
    { say: 'What is live, and what is written where:', run: 'role-valet status' },
    {
      say: 'Stop takes back what was written, if it is still ours.',
      run: `role-valet stop ${ROLE}`,
    },
    {
      say: 'A role whose trust policy is broken. AWS says AccessDenied and not why; this says what fits.',
      run: 'role-valet assume data-prod-broken',
      code: 1,
    },
  ];
}

/** The AWS CLI where it is installed; elsewhere only what the environment holds. */
const WHO = 'aws sts get-caller-identity --query Arn --output text';

/** The code of the moment, or the next one where this one is about to end. */
function freshCode(secret: Uint8Array): string {
  const now = Date.now();
  const left = millisecondsToNextCode(now);
  // A code is taken a little before its time too, so the next one is safe near the turn.
  return totpCode(secret, left < 8_000 ? now + left : now);
}

function runShell(
  command: string,
  env: NodeJS.ProcessEnv,
  input = '',
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', `${command} 2>&1`], {
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
    child.stdin.end(input);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** Long base64 texts are shown by their beginning only. */
function hideSecrets(text: string): string {
  return text.replaceAll(/[A-Za-z0-9+/=]{40,}/g, (secret) => `${secret.slice(0, 4)}...`);
}

function withoutAws(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('AWS_')),
  );
}
