/**
 * Roles live through anything that people, AWS and clocks do, in any order: nobody is ever handed an
 * expired trio, no target has two owners, and states follow each other only as drawn.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../../tools/loops.ts';
import type { RoleState } from '../../../contract/roles.ts';
import { parseIni } from '../../aws-config/ini-document.ts';
import { ownedTargets } from '../../outputs/credentials-file/ownership.ts';
import { loadContext } from '../load-context.ts';
import { obtainSession } from '../obtain-session.ts';
import { stopRole } from '../stop-role.ts';
import { planWrite, writeRole } from '../write-role.ts';
import { obtainShown } from './shown-work.ts';
import { type PracticeDesktop, practiceDesktop } from './testing/practice-desktop.ts';
import { ROLE_TRANSITIONS } from './testing/role-transitions.ts';

const MINUTE = 60_000;
const ROLES = ['shop-dev-readonly', 'shop-dev-deployer', 'hub', 'data-prod-broken'];
const SHARED = 'current';

const role = fc.constantFrom(...ROLES);
const step = fc.oneof(
  fc.record({ act: fc.constantFrom('switch', 'copy', 'renew', 'stop', 'share'), role }),
  fc.record({ act: fc.constantFrom('program'), role }),
  fc.record({ act: fc.constantFrom('cliWrite', 'cliStop'), role }),
  fc.record({ act: fc.constantFrom('live', 'sleep'), minutes: fc.integer({ min: 1, max: 120 }) }),
  fc.record({ act: fc.constantFrom('setClock'), minutes: fc.integer({ min: -300, max: 300 }) }),
  fc.record({ act: fc.constantFrom('down', 'up', 'unlock', 'forget', 'look') }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Runs work that may ask for a code; the person answers, or puts the question away. */
async function withPerson(valet: PracticeDesktop, gives: boolean, work: Promise<unknown>) {
  let isDone = false;
  const done = work
    .catch(() => undefined)
    .finally(() => {
      isDone = true;
    });
  const end = valet.desktop.onSnapshot(({ question }) => {
    if (isDone || question === undefined || question.isChecking) return;
    queueMicrotask(() => {
      if (valet.desktop.snapshot.question?.id !== question.id) return;
      // Every answer is a code that was not used before.
      valet.practice.pass(30_000);
      if (gives) valet.desktop.questions.answer(question.id, valet.practice.code());
      else valet.desktop.questions.dismiss(question.id);
    });
  });
  await done;
  end();
}

async function take(valet: PracticeDesktop, one: Step, gives: boolean): Promise<void> {
  const { desktop, verbs, practice } = valet;
  const name = 'role' in one ? one.role : '';
  const minutes = 'minutes' in one ? one.minutes : 0;
  const other = practice.restarted();
  switch (one.act) {
    case 'switch':
      return await withPerson(valet, gives, verbs.switchRole(name, true));
    case 'share':
      return await withPerson(valet, gives, verbs.writeRole(name, SHARED, true));
    case 'copy':
      return await withPerson(valet, gives, verbs.copyExports(name, 'sh'));
    case 'renew':
      return await withPerson(valet, gives, verbs.renewRole(name));
    case 'program':
      return await withPerson(
        valet,
        gives,
        obtainShown(desktop, await desktop.context(), name, {
          askedBy: 'program',
          waitMs: 1_000,
        }),
      );
    case 'unlock':
      return await withPerson(valet, gives, verbs.unlockBase('security'));
    case 'forget':
      await verbs.forgetMfaSession('security');
      return;
    case 'stop':
      await verbs.stopRole(name);
      return;
    case 'cliWrite': {
      // Another process of the same home, which nobody can ask.
      const context = await loadContext(other);
      const obtained = await obtainSession(other, context, name, { waitMs: 1_000 }).catch(
        () => undefined,
      );
      if (obtained !== undefined) {
        await writeRole(other, context, obtained, planWrite(context, obtained.chain, SHARED));
      }
      // The watch sees it too, but hours of this test pass in less than it waits.
      return await desktop.refresh();
    }
    case 'cliStop':
      await stopRole(other, await loadContext(other), name);
      return await desktop.refresh();
    case 'live':
      return await valet.live(minutes * MINUTE);
    case 'sleep':
      practice.sleep(minutes * MINUTE);
      return await desktop.wake();
    case 'setClock':
      practice.setClock(minutes * MINUTE);
      desktop.checkClock();
      return;
    case 'down':
      return practice.sts.faults.order('unavailable', 1_000);
    case 'up': {
      const { clockOffset } = practice.sts.faults;
      practice.sts.faults.clear();
      practice.sts.faults.clockOffset = clockOffset;
      return;
    }
    default:
      return await desktop.refresh();
  }
}

/** AWS's time, as AWS has it. */
function awsNow({ practice }: PracticeDesktop): number {
  return practice.app.clock.now() + practice.sts.faults.clockOffset;
}

async function check(valet: PracticeDesktop, copiedBefore: number, since: number): Promise<void> {
  for (const { text } of valet.copied.slice(copiedBefore)) {
    const end = Date.parse(/AWS_CREDENTIAL_EXPIRATION='?([^'\n]+)/.exec(text)?.[1] ?? '');
    expect(end, 'what was copied lived').toBeGreaterThan(since);
  }
  const { app } = valet.practice;
  const targets = await ownedTargets(app);
  expect(new Set(targets.map(({ target }) => target)).size).toBe(targets.length);
  const file = await app.files.read(app.credentialsPath);
  const sections = parseIni(Buffer.from(file.bytes).toString('utf8')).sections;
  expect(new Set(sections.map(({ header }) => header)).size).toBe(sections.length);
  for (const { header, properties } of sections) {
    const key = properties.find((property) => property.key === 'aws_access_key_id')?.value;
    const owner = targets.find(({ target }) => target === header);
    expect(owner?.accessKeyId, `the record of [${header}]`).toBe(key);
  }
  for (const { state, expiresAt } of valet.desktop.snapshot.roles) {
    if (state === 'active') {
      expect(expiresAt).toBeGreaterThan(awsNow(valet) - MINUTE);
    }
  }
}

/** What once went wrong: a clock that is set while nothing is kept, then a write by another process. */
const EXAMPLES: [[Step, boolean][]][] = [
  [
    [
      [{ act: 'program', role: 'shop-dev-readonly' }, false],
      [{ act: 'stop', role: 'shop-dev-readonly' }, false],
      [{ act: 'setClock', minutes: 60 }, false],
      [{ act: 'cliWrite', role: 'shop-dev-readonly' }, false],
    ],
  ],
];

test('whatever happens, in any order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(step, fc.boolean()), { minLength: 4, maxLength: 14 }),
      async (steps) => {
        const valet = await practiceDesktop();
        const states = new Map<string, RoleState>();
        const strange: string[] = [];
        const end = valet.desktop.onSnapshot(({ roles }) => {
          for (const { profile, state } of roles) {
            const before = states.get(profile) ?? 'idle';
            if (state !== before && !ROLE_TRANSITIONS[before].includes(state)) {
              strange.push(`${profile}: ${before} to ${state}`);
            }
            states.set(profile, state);
          }
        });
        try {
          for (const [one, gives] of steps) {
            const copied = valet.copied.length;
            const since = awsNow(valet);
            await take(valet, one, gives);
            await valet.desktop.kept.settled();
            await check(valet, copied, since);
            expect(strange).toEqual([]);
          }
        } finally {
          end();
          await valet.close();
        }
      },
    ),
    { numRuns: loopCount(200, 12), seed: loopSeed(), examples: EXAMPLES },
  );
});
