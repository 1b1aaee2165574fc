import type { App, SessionWish } from '../core/app/app.ts';
import { findRole, rememberLastRole } from '../core/app/find-role.ts';
import { type LoadedContext, loadContext } from '../core/app/load-context.ts';
import { type Obtained, obtainSession } from '../core/app/obtain-session.ts';
import { isOfEnvironment } from '../core/chain/chain-base.ts';
import { resolveChain } from '../core/chain/resolve-chain.ts';
import { wantsMemoryOnly } from '../core/memory-only.ts';
import { type CommandContext, type SessionOptions, wishFrom } from './command-context.ts';
import type { Terminal } from './terminal.ts';

/** A session to hand out, from this process or from the running app. */
export interface HandedOut extends Omit<Obtained, 'plan'> {
  /** True where the running app gave it, which also renews what is written of it. */
  readonly isFromApp?: true;
}

/** What the commands that hand out credentials start from. */
export interface ObtainedRole {
  readonly app: App;
  readonly context: LoadedContext;
  readonly obtained: HandedOut;
}

/** Finds the role that a person means and gives a live session for it, with progress shown. */
export async function obtainRole(
  { terminal, app: makeApp }: CommandContext,
  query: string,
  options: SessionOptions,
): Promise<ObtainedRole> {
  const wish = wishFrom(terminal, options);
  const app = await makeApp(options);
  const context = await loadContext(app, options.region);
  const role = await findRole(app, context, query);
  const obtained = await obtainFor({ terminal, app, context, role, wish, options });
  await rememberLastRole(app, role);
  return { app, context, obtained };
}

export interface ObtainRequest {
  readonly terminal: Terminal;
  readonly app: App;
  readonly context: LoadedContext;
  /** Exact name. */
  readonly role: string;
  readonly wish: SessionWish;
  readonly options: SessionOptions;
}

/**
 * Gives a live session for a role: the running app's, so that both share sessions and one MFA prompt,
 * else one of this process's own. Throws as `obtainSession`.
 */
export async function obtainFor(request: ObtainRequest): Promise<HandedOut> {
  const { terminal, app, context, role, wish, options } = request;
  if (options.memoryOnly !== true && !wantsMemoryOnly(terminal.environment)) {
    const chain = resolveChain(context, role);
    // What this shell's variables hold or lead to is nothing that the app could see.
    if (!isOfEnvironment(chain.base)) {
      const { obtainFromApp } = await import('./obtain-from-app.ts');
      const obtained = await obtainFromApp(terminal, chain, wish);
      if (obtained !== undefined) return obtained;
    }
  }
  return terminal.withProgress(`assuming ${role}`, () => obtainSession(app, context, role, wish));
}
