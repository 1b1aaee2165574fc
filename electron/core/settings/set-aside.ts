import type { FileState, Files } from '../ports.ts';

/**
 * Moves a settings file that can't be read out of the way, over nothing that was set aside earlier,
 * and gives its new path: `settings.json.damaged-2026-03-02T09-00-00`, by when it was last changed.
 */
export async function setAsideSettings(
  files: Files,
  { path, bytes, modifiedAt }: FileState,
): Promise<string> {
  // Windows takes no colons in names.
  const time = new Date(modifiedAt ?? 0).toISOString().slice(0, 19).replaceAll(':', '-');
  const name = `${path}.damaged-${time}`;
  let aside = name;
  for (let count = 2; (await files.read(aside)).exists; count += 1) {
    aside = `${name}-${count}`;
  }
  await files.replace(aside, bytes, { mode: 0o600 });
  await files.remove(path);
  return aside;
}
