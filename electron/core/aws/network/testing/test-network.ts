import { tmpdir } from 'node:os';
import { nodeFiles } from '../../../../node/files.ts';
import { createNetwork, type NetworkOptions } from '../network.ts';
import type { Network } from '../types.ts';

/** A network without proxies and bundles but for those that are given. */
export function testNetwork(options: Partial<NetworkOptions> = {}): Network {
  return createNetwork({
    environment: {},
    files: nodeFiles(),
    homeDirectory: tmpdir(),
    ...options,
  });
}
