import { readSharedConfig, readSharedFile } from '../aws-config/shared-config.ts';
import type { SharedConfig, SharedFileKind } from '../aws-config/types.ts';
import type { ChainContext } from '../chain/chain-context.ts';
import type { FileState } from '../ports.ts';
import { FileLines } from './line-edits.ts';

/** All that the doctor looks at: a moment's copy, so that the rules are pure. */
export interface ExaminedWorld {
  readonly files: Readonly<Record<SharedFileKind, ExaminedFile>>;
  readonly config: SharedConfig;
  readonly context: ChainContext;
  /** The time by AWS's clock, epoch milliseconds. */
  readonly now: number;
}

/** One of the two files, as bytes and as lines. */
interface ExaminedFile {
  readonly state: FileState;
  readonly lines: FileLines;
}

/** The files, read and put together; `context` adds what the keychain and the environment know. */
export function makeWorld(
  states: Readonly<Record<SharedFileKind, FileState>>,
  context: Omit<ChainContext, 'config'>,
  now: number,
): ExaminedWorld {
  const config = readSharedConfig(states.config, states.credentials);
  const examined = (file: SharedFileKind): ExaminedFile => ({
    state: states[file],
    lines: new FileLines(readSharedFile(file, states[file])),
  });
  return {
    files: { config: examined('config'), credentials: examined('credentials') },
    config,
    context: { ...context, config },
    now,
  };
}
