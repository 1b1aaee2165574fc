import { startContainerEndpoint } from '../agent/container/container-endpoint.ts';
import type { App, SessionWish } from '../core/app/app.ts';
import { serverEnvironment } from '../core/outputs/env/child-environment.ts';
import { roleSettings } from '../core/outputs/role-settings.ts';
import { systemRandom } from '../node/random.ts';
import { type HeldSignals, holdSignals } from './held-signals.ts';
import type { ObtainedRole } from './obtain-role.ts';
import { renewingCredentials } from './renewing-credentials.ts';
import { runChild } from './run-child.ts';
import { makeServerFolder, type ServerFolder, sweepServerFolders } from './server-folder.ts';
import type { Terminal } from './terminal.ts';

/** The command that `exec --server` runs. */
export interface ServedCommand {
  readonly program: string;
  readonly parameters: readonly string[];
}

/**
 * Runs a command that asks a container-credentials endpoint in this process for the role's
 * credentials, as often as it needs them. Gives its exit code as `runChild` does. Endpoint and files
 * are gone when it ends, by whatever signal but a kill.
 */
export async function runWithServer(
  terminal: Pick<Terminal, 'environment' | 'note'>,
  role: ObtainedRole,
  wish: SessionWish,
  command: ServedCommand,
): Promise<number> {
  const { app, context, obtained } = role;
  const { profile, outputRegion } = obtained.chain;
  const settings = roleSettings(context.config, profile, outputRegion);
  if (settings.leftOut.length > 0) {
    terminal.note(`note: not passed on to the command: ${settings.leftOut.join(', ')}`);
  }
  const signals = holdSignals();
  try {
    await sweepServerFolders(app.homePath, app.logger);
    const folder = await makeServerFolder(app.homePath, settings.text);
    try {
      return await serve(terminal, role, wish, command, { folder, signals });
    } finally {
      await removed(app, folder);
    }
  } finally {
    signals.release();
  }
}

async function serve(
  terminal: Pick<Terminal, 'environment' | 'note'>,
  role: ObtainedRole,
  wish: SessionWish,
  { program, parameters }: ServedCommand,
  { folder, signals }: { readonly folder: ServerFolder; readonly signals: HeldSignals },
): Promise<number> {
  const endpoint = await startContainerEndpoint({
    random: systemRandom(),
    logger: role.app.logger,
    ...renewingCredentials(role, wish, (line) => terminal.note(line)),
  });
  try {
    const environment = serverEnvironment(
      terminal.environment,
      endpoint,
      folder,
      role.obtained.chain.outputRegion,
      process.platform,
    );
    // A signal that came while all this was made was meant to end it.
    return signals.exitCode() ?? (await runChild(program, parameters, environment));
  } finally {
    await endpoint.close();
  }
}

/** The command has run: its exit code counts, and the next `exec --server` sweeps what stays. */
async function removed(app: Pick<App, 'logger'>, folder: ServerFolder): Promise<void> {
  try {
    await folder.remove();
  } catch (error) {
    app.logger.warn('a folder of exec --server could not be removed', { error: String(error) });
  }
}
