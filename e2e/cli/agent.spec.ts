import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { callerWorld } from '../../electron/agent/caller-world.ts';
import { startAgent } from '../../electron/agent/server.ts';
import type { ObtainRequest } from '../../electron/agent/services.ts';
import {
  type PracticeAgent,
  type PracticeAgentOptions,
  practiceAgent,
} from '../../electron/agent/testing/practice-agent.ts';
import { RoleValetError } from '../../electron/contract/errors.ts';
import { systemClock } from '../../electron/node/clock.ts';
import { systemRandom } from '../../electron/node/random.ts';
import { loopCount } from '../../tools/loops.ts';
import { withBaseKey } from '../practice.ts';
import { CLI_COMMAND, expect, type Finished, runProgram, test, textOf } from '../valet.ts';

// The app's own part is played by a practice app that lives in this process: no keychain is reached
// from the command line here, so whatever it hands out has come over the socket.
async function withAgent(
  work: (agent: PracticeAgent) => Promise<void>,
  options?: PracticeAgentOptions,
): Promise<void> {
  const agent = await practiceAgent(options);
  try {
    await work(agent);
  } finally {
    await agent.close();
  }
}

function runValet(
  agent: PracticeAgent,
  argv: readonly string[],
  environment: Record<string, string> = {},
): Promise<Finished> {
  const [node = '', ...script] = CLI_COMMAND;
  const path = `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`;
  const all = { PATH: path, ...agent.environment, ...environment };
  return runProgram(node, [...script, ...argv], all);
}

const credentials = (agent: PracticeAgent, role = 'shop-dev-readonly') =>
  runValet(agent, ['credential-process', role]);

test.describe('credential-process with a running app', () => {
  test('prints what the app hands out', async () => {
    await withAgent(async (agent) => {
      const { code, stdout, stderr } = await credentials(agent);
      expect(stderr).toBe('');
      expect(code).toBe(0);
      expect(stdout).toMatch(/^\{"Version":1,"AccessKeyId":"ASIA.*"AccountId":"222233334444"\}\n$/);
      expect(agent.obtained).toMatchObject([{ profile: 'shop-dev-readonly', origin: 'program' }]);
    });
  });

  test('many processes at once all get it, for one AssumeRole', async () => {
    test.setTimeout(600_000);
    const gate = Promise.withResolvers<void>();
    await withAgent(
      async (agent) => {
        const running: Promise<Finished>[] = [];
        for (let count = loopCount(500, 60); count > 0; count -= 1) {
          running.push(credentials(agent));
          // Starting a process blocks; the app in this same process must get its turn.
          await new Promise((turn) => setImmediate(turn));
        }
        // Nobody is answered before all have been started.
        gate.resolve();
        const all = await Promise.all(running);
        expect(all.filter(({ code }) => code !== 0)).toEqual([]);
        expect(JSON.parse(all[0]?.stdout ?? '')).toMatchObject({ Version: 1 });
        expect(new Set(all.map(({ stdout }) => stdout)).size).toBe(1);
        expect(new Set(all.map(({ stderr }) => stderr))).toEqual(new Set(['']));
        expect(agent.practice.sts.calls.map(({ action }) => action)).toEqual(['AssumeRole']);
      },
      { obtain: (request, usual) => gate.promise.then(() => usual(request)) },
    );
  });

  test('loads a socket, and nothing of HTTP, cryptography or files beyond need', async () => {
    await withAgent(async (agent) => {
      const tell = `process.on('exit', () => process.stderr.write(process.moduleLoadList.join('\\n')))`;
      const { code, stderr } = await runValet(agent, ['credential-process', 'shop-dev-readonly'], {
        NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(tell)}"`,
      });
      expect(code).toBe(0);
      const loaded = stderr.split('\n').map((line) => line.replace('NativeModule ', ''));
      expect(loaded).toContain('net');
      const heavy = /^(_?https?|_http_.*|http2|crypto|zlib|tls|child_process|readline|dns)$/;
      expect(loaded.filter((name) => heavy.test(name))).toEqual([]);
    });
  });

  test('is one file: another one would cost every AWS call of a user its loading', async () => {
    const text = await textOf(CLI_COMMAND.at(-1) ?? '');
    // Modules of Node are not imported, which would load rare parts of them too.
    expect(text).toMatch(/getBuiltinModule\(["'`]node:path["'`]\)/);
    expect([...text.matchAll(/\b(?:from|import)\s*["'`]/g)]).toEqual([]);
  });

  test('the app’s refusal has its code, its hint and its exit code', async () => {
    await withAgent(async (agent) => {
      const needsCode = await credentials(agent, 'shop-dev-deployer');
      expect(needsCode.code).toBe(3);
      expect(needsCode.stdout).toBe('');
      expect(needsCode.stderr).toMatch(/^role-valet: .+ \(MFA_REQUIRED\)\n.+\n$/);
      const missing = await runValet(agent, ['credential-process', 'nobody', '--json']);
      expect(missing.code).toBe(4);
      expect(JSON.parse(missing.stdout)).toMatchObject({ error: { code: 'ROLE_NOT_FOUND' } });
      expect(agent.obtained).toHaveLength(2);
    });
  });

  test('the app is not asked in memory-only mode', async () => {
    await withAgent(async (agent) => {
      const argv = ['credential-process', 'shop-dev-readonly'];
      await runValet(agent, [...argv, '--memory-only']);
      await runValet(agent, argv, { ROLE_VALET_MEMORY_ONLY: '1' });
      await runValet(agent, ['assume', 'shop-dev-readonly', '--memory-only']);
      expect(agent.obtained).toEqual([]);
    });
  });
});

test.describe('commands of a person with a running app', () => {
  const role = 'shop-dev-readonly';

  test('assume, env, write and exec hand out the app’s session', async () => {
    await withAgent(async (agent) => {
      const assumed = await runValet(agent, ['assume', role, '--json']);
      expect(assumed.stderr).toBe('');
      const { accessKeyId } = JSON.parse(assumed.stdout);
      const block = await runValet(agent, ['env', role, '--format', 'json']);
      expect(block.stdout).toContain(accessKeyId);
      const print = 'process.stdout.write(process.env.AWS_ACCESS_KEY_ID)';
      const child = await runValet(agent, ['exec', role, '--', process.execPath, '-e', print]);
      expect(child.stdout).toBe(accessKeyId);
      const { credentialsPath } = agent.practice.app;
      const written = await runValet(agent, ['write', role]);
      expect(written.code).toBe(0);
      expect(await textOf(credentialsPath)).toContain(`aws_access_key_id = ${accessKeyId}`);
      expect(agent.obtained.map(({ origin }) => origin)).toEqual(Array(4).fill('program'));
      expect(agent.practice.sts.calls).toHaveLength(1);
    });
  });

  test('duration, region and code go to the app', async () => {
    await withAgent(async (agent) => {
      const code = agent.practice.code();
      const options = ['--duration', '2h', '--region', 'eu-central-1', '--mfa-code', code];
      const { stderr, stdout } = await runValet(agent, ['assume', 'shop-dev-admin', ...options]);
      expect(stderr).toBe('');
      expect(stdout).toContain('assumed-role/admin/');
      const wish: Partial<ObtainRequest> = {
        requestedSeconds: 7_200,
        region: 'eu-central-1',
        mfaCode: code,
      };
      expect(agent.obtained).toMatchObject([wish]);
    });
  });

  test('the app’s refusal ends the command, and exec with 125', async () => {
    const refusal = new RoleValetError('MFA_REQUIRED', 'nobody gave a code', 'Give one.');
    await withAgent(
      async (agent) => {
        const assumed = await runValet(agent, ['assume', role]);
        expect(assumed.code).toBe(3);
        expect(assumed.stderr).toBe('role-valet: nobody gave a code (MFA_REQUIRED)\nGive one.\n');
        expect((await runValet(agent, ['exec', role, '--', 'true'])).code).toBe(125);
      },
      { obtain: () => Promise.reject(refusal) },
    );
  });
});

test.describe('an app of another world', () => {
  test('is not used: the command does the work itself and says so once', async ({ valet }) => {
    await withBaseKey(valet, 'ci');
    const agent = await startAgent({
      homePath: valet.home,
      platform: process.platform,
      services: {
        describe: () => ({
          version: '0.1.0',
          ...callerWorld(valet.environment, process.platform, homedir()),
          configPath: '/elsewhere/config',
        }),
        obtain: () => Promise.reject(new Error('must not be asked')),
      },
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
      clock: systemClock(),
      random: systemRandom(),
    });
    const note =
      'note: Role Valet is running, but with another config file: this command does the work itself\n';
    const [program, person] = [
      await valet.run(['credential-process', 'shop-dev-readonly']),
      await valet.run(['assume', 'shop-dev-readonly']),
    ];
    await agent.close();
    expect(program).toMatchObject({ code: 0, stderr: note });
    expect(JSON.parse(program.stdout)).toMatchObject({ Version: 1 });
    expect(person).toMatchObject({ code: 0, stderr: note });
    expect(valet.sts.calls).toHaveLength(2);
  });

  test('that has ended leaves no trace in the output', async ({ valet }) => {
    await withBaseKey(valet, 'ci');
    const { code, stderr } = await valet.run(['credential-process', 'shop-dev-readonly']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });
});
