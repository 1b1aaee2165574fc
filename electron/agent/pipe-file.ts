import { readFileSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import type { Files, Random } from '../core/ports.ts';
import { ownFileProblem } from './owner-only.ts';

/** What a Windows pipe of this app is called, and the secret that both its ends prove. */
export interface PipeFile {
  /** Full path of the pipe. */
  readonly path: string;
  readonly secret: Uint8Array;
}

/** Where Windows keeps its pipes. */
export const PIPE_FOLDER = '\\\\.\\pipe\\';

const FILE_NAME = 'agent.json';
const NAME_BYTES = 16;
const SECRET_BYTES = 32;

/**
 * Makes a new name of 128 random bits and a new secret, and keeps both in the home for its owner
 * alone: a name that was seen once is of no use after the next start.
 */
export async function makePipeFile(
  homePath: string,
  files: Pick<Files, 'replace'>,
  random: Random,
  pipeFolder: string,
): Promise<PipeFile> {
  const name = Buffer.from(random.bytes(NAME_BYTES)).toString('hex');
  const secret = random.bytes(SECRET_BYTES);
  const text = JSON.stringify({ pipe: name, secret: Buffer.from(secret).toString('hex') });
  await files.replace(pipeFilePath(homePath), Buffer.from(`${text}\n`), { mode: 0o600 });
  return { path: pipePath(pipeFolder, name), secret };
}

/**
 * Reads the file; undefined where there is none, or none of ours. Throws Error where it is not its
 * owner's alone.
 */
export function readPipeFile(homePath: string, pipeFolder: string): PipeFile | undefined {
  const path = pipeFilePath(homePath);
  let text: string;
  try {
    const problem = ownFileProblem(path);
    if (problem !== undefined) {
      throw new Error(`${path} ${problem}`);
    }
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const { pipe, secret } = parse(text);
  if (!isHex(pipe, NAME_BYTES) || !isHex(secret, SECRET_BYTES)) {
    return undefined;
  }
  return { path: pipePath(pipeFolder, pipe), secret: Buffer.from(secret, 'hex') };
}

function pipeFilePath(homePath: string): string {
  return (process.platform === 'win32' ? win32 : posix).join(homePath, FILE_NAME);
}

function pipePath(pipeFolder: string, name: string): string {
  return `${pipeFolder}role-valet-${name}`;
}

function parse(text: string): { pipe?: unknown; secret?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function isHex(value: unknown, bytes: number): value is string {
  return typeof value === 'string' && value.length === bytes * 2 && /^[0-9a-f]+$/.test(value);
}
