/**
 * The arguments for electron-builder. With a stand-in distribution the targets of `wanted` are left
 * out, since installers of it would be good for nothing; settings (`-c.name=value`) are kept.
 */
export function distArguments(wanted: readonly string[], standInDist?: string): string[] {
  const always = ['--config', 'electron-builder.config.ts', '--publish', 'never'];
  if (standInDist === undefined) {
    return [...always, ...wanted];
  }
  const settings = wanted.filter((argument) => argument.startsWith('-c.'));
  return [...always, '--linux', 'dir', `-c.electronDist=${standInDist}`, ...settings];
}
