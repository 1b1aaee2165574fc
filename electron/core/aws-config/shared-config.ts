import { isRoleValetError } from '../../contract/errors.ts';
import type { FileState, Files } from '../ports.ts';
import { fileFindings } from './file-findings.ts';
import { type ParsedDocument, parseIni } from './ini-document.ts';
import type { SharedFilePaths } from './locations.ts';
import { MergedSection } from './merged-section.ts';
import { overruledDefaults } from './profile-sections.ts';
import { parseSectionName } from './section-name.ts';
import { decodeText, type TextEncoding } from './text-codec.ts';
import type { ConfigFinding, SharedConfig, SharedFileKind } from './types.ts';

/** One of the two files, read. */
export interface SharedFile {
  readonly file: SharedFileKind;
  readonly path: string;
  readonly encoding: TextEncoding;
  readonly document: ParsedDocument;
}

/**
 * Merges the two files as AWS SDKs do: profiles by name, keys one by one, the credentials file
 * before the config file and later lines before earlier ones
 * (https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html). Never throws: a fault is a
 * finding, and all else stays usable.
 */
export function readSharedConfig(config: FileState, credentials: FileState): SharedConfig {
  return mergeFiles(
    readSharedFile('config', config),
    readSharedFile('credentials', credentials),
    [],
  );
}

/**
 * Reads both files and merges them. A missing file counts as empty; one that can't be read is the
 * finding FILE_UNREADABLE, and the other one stays usable.
 */
export async function loadSharedConfig(
  files: Pick<Files, 'read'>,
  paths: SharedFilePaths,
): Promise<SharedConfig> {
  const findings: ConfigFinding[] = [];
  const read = async (file: SharedFileKind, path: string): Promise<SharedFile> => {
    try {
      return readSharedFile(file, await files.read(path));
    } catch (error) {
      if (!isRoleValetError(error, 'FILE_UNREADABLE')) throw error;
      const { message, hint } = error;
      findings.push({ code: 'FILE_UNREADABLE', severity: 'error', message, hint });
      return readSharedFile(file, { path, realPath: path, exists: false, bytes: new Uint8Array() });
    }
  };
  const [config, credentials] = await Promise.all([
    read('config', paths.configPath),
    read('credentials', paths.credentialsPath),
  ]);
  return mergeFiles(config, credentials, findings);
}

/** Reads one of the two files. Never throws: a fault is in the document. */
export function readSharedFile(file: SharedFileKind, state: FileState): SharedFile {
  const { text, encoding } = decodeText(state.bytes);
  const document = parseIni(text, { file, path: state.path });
  return { file, path: state.path, encoding, document };
}

function mergeFiles(
  config: SharedFile,
  credentials: SharedFile,
  findings: readonly ConfigFinding[],
): SharedConfig {
  const sections: MergedSections = {
    profile: new Map(),
    'sso-session': new Map(),
    services: new Map(),
  };
  addSections(config, sections);
  addSections(credentials, sections);
  let all: readonly ConfigFinding[] | undefined;
  return {
    configPath: config.path,
    credentialsPath: credentials.path,
    profiles: sections.profile,
    ssoSessions: sections['sso-session'],
    services: sections.services,
    get findings() {
      // Findings look at every line, and only the doctor and the list's notices want them.
      all ??= [...findings, ...fileFindings(config), ...fileFindings(credentials)];
      return all;
    },
  };
}

type MergedSections = Record<'profile' | 'sso-session' | 'services', Map<string, MergedSection>>;

function addSections({ document, file }: SharedFile, merged: MergedSections): void {
  const overruled = new Set(overruledDefaults(document, file));
  for (const section of document.sections) {
    if (section.isBroken || overruled.has(section)) continue;
    const { kind, name } = parseSectionName(section.header, file);
    if (kind === 'other') continue;
    const same = merged[kind].get(name);
    if (same === undefined) merged[kind].set(name, new MergedSection(name, section));
    else same.add(section);
  }
}
