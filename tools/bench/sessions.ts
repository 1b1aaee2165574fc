import { writeFile } from 'node:fs/promises';
import { readLiveFacts } from '../../electron/core/app/desktop/live-facts.ts';
import { practiceDesktop } from '../../electron/core/app/desktop/testing/practice-desktop.ts';
import { loadContext } from '../../electron/core/app/load-context.ts';
import { KeepAlive } from '../../electron/core/app/renewal/keep-alive.ts';
import { keptLives } from '../../electron/core/app/renewal/kept-lives.ts';
import type { PracticeApp } from '../../electron/core/app/testing/practice-app.ts';
import { planWrite, writeRole } from '../../electron/core/app/write-role.ts';
import { resolveChain } from '../../electron/core/chain/resolve-chain.ts';
import { session as credentialsOf } from '../../electron/core/outputs/credentials-file/credentials-file.fixture.ts';
import type { StoredSession } from '../../electron/core/sessions/types.ts';
import { cpuTime } from './cpu-time.ts';
import { growthRow } from './growth-row.ts';
import { baseKeyText, configText, roleName } from './sample-files.ts';
import type { Measure } from './types.ts';

const SIZES = [1, 10, 100, 1_000];

/** How the store, the looks, the planning of renewals and the snapshot grow with the live sessions. */
export const sessionsMeasure: Measure = {
  name: 'sessions',
  line: 'growth over live sessions, 1 to 1,000',
  limitSeconds: 180,
  run: async (context) => {
    const points = new Map<string, [number, number][]>();
    const rounds = context.rounds(200);
    for (const size of SIZES) {
      const valet = await practiceDesktop({ before: (practice) => withSessions(practice, size) });
      const { desktop, practice } = valet;
      const { app } = practice;
      const now = (): number => app.clock.now();
      try {
        await desktop.refresh();
        const { live } = desktop.kept.watched.gathered;
        if (live.written.size !== size) throw new Error(`${live.written.size} of ${size} are live`);
        const operations: Readonly<Record<string, () => unknown>> = {
          'put one session': () => app.sessions.put(storedSession('more'), now()),
          'read the live sessions': () => app.sessions.live(now()),
          'look at sessions and targets': () => readLiveFacts(app),
          'plan renewals': () => planRenewals(live),
          'build the snapshot': () => desktop.publish(),
        };
        for (const [name, run] of Object.entries(operations)) {
          points.set(name, [...(points.get(name) ?? []), [size, await cpuTime(rounds, run)]]);
        }
      } finally {
        await valet.close();
      }
    }
    return [...points].map(([name, all]) =>
      growthRow({ name, over: 'sessions', points: all }, rounds),
    );
  },
};

/** As the desktop does after a look: what is alive, what is due at its end, and what comes next. */
function planRenewals(live: Parameters<typeof keptLives>[0]): void {
  const keep = new KeepAlive(Math.random);
  const { alive, expired } = keptLives(live, new Set());
  keep.observe(alive, expired, live.now);
  keep.nextAt();
  keep.due(live.now + 3_600_000);
}

/** A config of as many roles, and each of them live and written. */
async function withSessions({ app }: PracticeApp, count: number): Promise<void> {
  await writeFile(app.configPath, configText(count));
  await writeFile(app.credentialsPath, baseKeyText(), { mode: 0o600 });
  const context = await loadContext(app);
  for (let index = 0; index < count; index += 1) {
    const profile = roleName(index);
    const session = storedSession(profile);
    const chain = resolveChain(context, profile);
    await app.sessions.put(session, app.clock.now());
    await writeRole(app, context, { chain, session }, planWrite(context, chain));
  }
}

function storedSession(profile: string): StoredSession {
  return {
    identity: `identity-${profile}`,
    shape: `shape-${profile}`,
    kind: 'role',
    profile,
    baseProfile: 'main',
    asked: true,
    durationSeconds: 3600,
    createdAt: Date.now(),
    credentials: credentialsOf(profile),
  };
}
