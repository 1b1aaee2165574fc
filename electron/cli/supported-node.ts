/**
 * Says what is wrong where this Node is older than the lines that Role Valet is tested on
 * (22.22 and later of 22, 24.15 and later), in one line; undefined where it is fine.
 */
export function supportedNodeProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isSupported = (major === 22 && minor >= 22) || (major === 24 && minor >= 15) || major > 24;
  return isSupported
    ? undefined
    : `role-valet: needs Node 22.22 or 24.15 and later, and this is ${version}. Install a newer Node and run it again.`;
}
