import type { ContainerAddress } from '../../core/outputs/env/variables.ts';
import { startContainerEndpoint } from './container-endpoint.ts';
import type { ContainerCredentials, ContainerEndpoint, ContainerEndpointOptions } from './types.ts';

/** As for one endpoint, with credentials by the name of the profile. */
export interface ContainerEndpointsOptions
  extends Omit<ContainerEndpointOptions, 'credentials' | 'first'> {
  readonly credentials: (profile: string) => Promise<ContainerCredentials>;
}

/** The endpoints of one process: at most one a profile, none until it is asked for. */
export class ContainerEndpoints {
  readonly #options: ContainerEndpointsOptions;
  readonly #open = new Map<string, Promise<ContainerEndpoint>>();

  constructor(options: ContainerEndpointsOptions) {
    this.#options = options;
  }

  /** The profile's endpoint, started where it isn't there yet. */
  async open(profile: string): Promise<ContainerAddress> {
    let endpoint = this.#open.get(profile);
    if (endpoint === undefined) {
      endpoint = this.#start(profile);
      this.#open.set(profile, endpoint);
    }
    const { url, token } = await endpoint;
    return { url, token };
  }

  /** Ends the profile's endpoint, if it has one; programs that use it then get no answer. */
  async close(profile: string): Promise<void> {
    // One that could not be opened is told to whoever opened it; there is nothing to close.
    const endpoint = this.#open.get(profile)?.catch(() => undefined);
    this.#open.delete(profile);
    await (await endpoint)?.close();
  }

  async closeAll(): Promise<void> {
    await Promise.all(this.profiles().map((profile) => this.close(profile)));
  }

  /** Names of the profiles that have one, in the order in which they were opened. */
  profiles(): readonly string[] {
    return [...this.#open.keys()];
  }

  async #start(profile: string): Promise<ContainerEndpoint> {
    const { credentials, ...options } = this.#options;
    try {
      const endpoint = await startContainerEndpoint({
        ...options,
        credentials: () => credentials(profile),
      });
      options.logger.info('a container-credentials endpoint is open', { profile });
      return endpoint;
    } catch (error) {
      this.#open.delete(profile);
      throw error;
    }
  }
}
