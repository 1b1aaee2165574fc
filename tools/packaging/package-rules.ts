/**
 * What may stand in the archive of the packaged app, told apart from the configuration that packs
 * it, so that neither can be loosened alone.
 */
const ALLOWED_IN_ARCHIVE: readonly RegExp[] = [
  /^package\.json$/,
  /^out\/main\/main\.js$/,
  /^out\/main\/chunks\/[\w.-]+\.js$/,
  /^out\/preload\/preload\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^out\/renderer\/assets\/[\w.-]+\.(js|css|svg|png|woff2)$/,
  /^assets\/icons\/tray\/(darwin|linux|win32)\/[\w@.-]+\.png$/,
  /^node_modules\/keytar\/(package\.json|index\.js|LICENSE)$/,
  /^node_modules\/@napi-rs\/keyring-[\w-]+\/(package\.json|LICENSE[\w.-]*|keyring\.[\w-]+\.node)$/,
];

/** What may stand in the folder of the command line, beside the archive. */
const ALLOWED_FOR_COMMAND_LINE: readonly RegExp[] = [
  /^(package\.json|cli\.js|role-valet(\.cmd)?)$/,
  /^chunks\/[\w.-]+\.js$/,
  /^node_modules\/keytar\/(package\.json|index\.js|LICENSE)$/,
  /^node_modules\/@napi-rs\/keyring-[\w-]+\/(package\.json|LICENSE[\w.-]*|keyring\.[\w-]+\.node)$/,
];

/** Built files that the app has no use for: they belong to the command line alone. */
const NOT_FOR_THE_APP: readonly string[] = ['out/main/cli.js'];

const TEST_NAME = /\.(test|spec|fixture)\.|(^|\/)(testing|fixtures)\//;

/** Files of the archive that have no business there; paths with slashes, without a leading one. */
export function strangersInArchive(files: readonly string[]): string[] {
  return strangers(files, ALLOWED_IN_ARCHIVE);
}

/** Files of the command line's folder that have no business there. */
export function strangersInCommandLine(files: readonly string[]): string[] {
  return strangers(files, ALLOWED_FOR_COMMAND_LINE);
}

/** Files that were built (`out/...`) or drawn for the tray, and did not get into the archive. */
export function missingFromArchive(made: readonly string[], packed: readonly string[]): string[] {
  const present = new Set(packed);
  return made.filter((file) => !present.has(file) && !NOT_FOR_THE_APP.includes(file));
}

/** Native modules that are in the archive itself: the system can only load them from a real file. */
export function packedNatives(
  entries: readonly { readonly file: string; readonly isUnpacked: boolean }[],
): string[] {
  return entries
    .filter(({ file, isUnpacked }) => file.endsWith('.node') && !isUnpacked)
    .map(({ file }) => file);
}

function strangers(files: readonly string[], allowed: readonly RegExp[]): string[] {
  return files.filter(
    (file) => TEST_NAME.test(file) || !allowed.some((pattern) => pattern.test(file)),
  );
}
