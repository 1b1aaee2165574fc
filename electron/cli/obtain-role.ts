import type { App } from '../core/app/app.ts';
import { findRole, rememberLastRole } from '../core/app/find-role.ts';
import { type LoadedContext, loadContext } from '../core/app/load-context.ts';
import { type Obtained, obtainSession } from '../core/app/obtain-session.ts';
import { type CommandContext, type SessionOptions, wishFrom } from './command-context.ts';

/** What the commands that hand out credentials start from. */
export interface ObtainedRole {
  readonly app: App;
  readonly context: LoadedContext;
  readonly obtained: Obtained;
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
  const obtained = await terminal.withProgress(`assuming ${role}`, () =>
    obtainSession(app, context, role, wish),
  );
  await rememberLastRole(app, role);
  return { app, context, obtained };
}
