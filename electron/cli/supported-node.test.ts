import { expect, test } from 'vitest';
import { supportedNodeProblem } from './supported-node.ts';

test.each(['22.22.0', '22.30.1', '24.15.0', '24.21.0', '25.0.0', '26.1.0'])(
  '%s is fine',
  (version) => {
    expect(supportedNodeProblem(version)).toBeUndefined();
  },
);

test.each(['18.20.0', '20.20.2', '22.21.9', '23.11.0', '24.14.9'])(
  '%s is told apart',
  (version) => {
    expect(supportedNodeProblem(version)).toContain(version);
  },
);
