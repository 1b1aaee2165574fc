import { startAgent } from '../agent/server.ts';
import { isRoleValetError } from '../contract/errors.ts';
import type { Desktop } from '../core/app/desktop/desktop.ts';
import { agentServices } from './agent-services.ts';
import type { DesktopStart } from './desktop-parts.ts';

/** What answers the command line, while the app runs. */
export interface DesktopAgent {
  close(): Promise<void>;
}

/**
 * Starts answering the command line. Where that is not possible (the folder is somebody else's, say)
 * the app works all the same, and so does the command line, each by itself: the log tells why.
 */
export async function openAgent(start: DesktopStart, desktop: Desktop): Promise<DesktopAgent> {
  const { electron, homePath, platform, environment, logger, clock, random } = start;
  const services = agentServices(desktop, { version: electron.app.getVersion(), platform });
  try {
    return await startAgent({ homePath, platform, environment, services, logger, clock, random });
  } catch (error) {
    if (!isRoleValetError(error)) throw error;
    logger.warn('the command line is not answered', { code: error.code, reason: error.message });
    return { close: async () => undefined };
  }
}
