import { stopAllRoles } from '../stop-role.ts';
import type { KeptWorld } from './kept-world.ts';

/** Stops the roles of the user's own world, where they want none to outlive the app. */
export async function stopAtQuit(own: KeptWorld): Promise<void> {
  const { world, gathered } = own.watched;
  if (world.practice !== undefined) {
    return;
  }
  // A renewal under way then stops what it still brings.
  for (const { profile } of gathered.facts) own.forget(profile);
  const { failure } = await stopAllRoles(world.app, gathered.context);
  if (failure !== undefined) {
    world.app.logger.error('a role was not stopped at the end', { error: String(failure) });
  }
}
