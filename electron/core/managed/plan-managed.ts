import { RoleValetError } from '../../contract/errors.ts';
import { parseIni } from '../aws-config/ini-document.ts';
import { setProperties } from '../aws-config/ini-edit.ts';
import { existingHeader } from '../aws-config/profile-sections.ts';
import { readSharedConfig } from '../aws-config/shared-config.ts';
import type { SharedConfig } from '../aws-config/types.ts';
import type { ChainContext } from '../chain/chain-context.ts';
import { resolveChain } from '../chain/resolve-chain.ts';
import type { Chain } from '../chain/types.ts';
import { rolesStartingFrom } from '../outputs/credentials-file/target-rules.ts';
import { STALE_KEYS, TRIO_KEYS } from '../outputs/credentials-file/trio-properties.ts';
import { checkInherited, checkRivals, refused } from './check-rivals.ts';
import { checkNoTarget } from './check-target.ts';
import { manageNotices } from './manage-notices.ts';
import { withManaged } from './manage-text.ts';
import { processCommand, type ValetCommand } from './process-command.ts';
import { inheritedLines, profileLines } from './role-keys.ts';

/** One of the two files, as text. */
export interface FileText {
  readonly path: string;
  readonly text: string;
}

/** What is to be managed, and how. */
export interface ManageWish {
  readonly profile: string;
  readonly command: ValetCommand;
  /** Also remove a session that another tool left in the credentials file and that would win. */
  readonly removeSession?: boolean;
}

/** Both files' texts as they would be, and what to tell and to ask the user. */
export interface ManagedTexts {
  readonly config: string;
  readonly credentials: string;
  readonly notices: readonly string[];
  /** For `default` only: who reaches AWS through it, in words. Then the user must agree. */
  readonly affected: readonly string[];
}

/**
 * Works out the change that lets AWS tools reach a profile through us, in memory alone. What the chain
 * resolver reads is the same afterwards.
 *
 * Throws MANAGE_REFUSED (naming file and line) for what AWS tools would use instead, the errors of
 * `resolveChain`, and EDIT_REFUSED.
 */
export function planManaged(
  context: ChainContext,
  files: { readonly config: FileText; readonly credentials: FileText },
  wish: ManageWish,
): ManagedTexts {
  const { profile } = wish;
  const { config, credentials } = files;
  const read = (configText: string, credentialsText: string): ChainContext => ({
    ...context,
    config: readTexts({ ...config, text: configText }, { ...credentials, text: credentialsText }),
  });
  checkNoTarget(read(config.text, credentials.text), profile);
  const credentialsText = withoutSession(files, wish);
  const before = read(config.text, credentialsText);
  const chain = resolveChain(before, profile);
  const place = { path: config.path, profile };
  const configText = withManaged(config.text, place, processCommand(wish.command, profile));
  requireSameChain(chain, resolveChain(read(configText, credentialsText), profile), config.path);
  const header = existingHeader(parseIni(configText), 'config', profile);
  return {
    config: configText,
    credentials: credentialsText,
    notices: manageNotices(before.config, chain, header),
    affected: profile === 'default' ? whoUsesDefault(before.config) : [],
  };
}

/** The files as they are read, without their state on disk. */
export function readTexts(config: FileText, credentials: FileText): SharedConfig {
  const state = ({ path, text }: FileText) => ({
    path,
    realPath: path,
    exists: true,
    bytes: Buffer.from(text, 'utf8'),
  });
  return readSharedConfig(state(config), state(credentials));
}

/** The credentials file without what would win over `credential_process`, if that may go. */
function withoutSession(
  { config, credentials }: { config: FileText; credentials: FileText },
  { profile, removeSession }: ManageWish,
): string {
  const linesOf = (file: 'config' | 'credentials', { path, text }: FileText) => {
    const document = parseIni(text, { file, path });
    const own = profileLines(document, file, path, profile);
    // The profile's section in the config file is there afterwards, whatever was before.
    const inherits = file === 'config' || existingHeader(document, file, profile) !== undefined;
    if (inherits) checkInherited(profile, inheritedLines(document, file, path));
    return own;
  };
  const lines = [...linesOf('config', config), ...linesOf('credentials', credentials)];
  const { session } = checkRivals(profile, lines);
  const [first] = session;
  if (first === undefined) return credentials.text;
  if (removeSession !== true) {
    throw refused(
      profile,
      first,
      'AWS tools use a session in the credentials file first, and still do once it has expired',
      `Add --remove-session to remove its lines too: role-valet manage ${profile} --remove-session`,
    );
  }
  const header = existingHeader(parseIni(credentials.text), 'credentials', profile) ?? profile;
  const keys = [...TRIO_KEYS, ...STALE_KEYS].map((key) => [key, undefined] as const);
  return setProperties(credentials.text, header, new Map(keys));
}

function whoUsesDefault(config: SharedConfig): readonly string[] {
  const roles = rolesStartingFrom(config, 'default').filter((name) => name !== 'default');
  return [
    'every program that names no profile',
    ...roles.map((name) => `${name}, which starts from it`),
  ];
}

/** Throws EDIT_REFUSED where our own reading of the profile would change. */
function requireSameChain(before: Chain, after: Chain, path: string): void {
  if (essence(before) === essence(after)) return;
  throw new RoleValetError(
    'EDIT_REFUSED',
    `${path}: ${before.profile} would not read back as the same role`,
    'Look at the section of that profile, mend what is odd there, then try again.',
  );
}

/** All that matters of a chain; where its lines stand does not. */
function essence({ base, hops, mfa, outputRegion, defaultTarget }: Chain): string {
  const { at: _, ...start } = base;
  return JSON.stringify([start, hops, mfa?.serial, mfa?.process, outputRegion, defaultTarget]);
}
