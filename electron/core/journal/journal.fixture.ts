/**
 * What the tests of the journal share. Run as a program, it is a process of its own that can be killed:
 * `pair-forever FOLDER KEY` edits both files again and again; `edit FOLDER KEY` edits the credentials
 * file until its input ends, and prints how long each change took from the last look at the file to the
 * new content, microseconds.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { nodeFiles } from '../../node/files.ts';
import { parseIni } from '../aws-config/ini-document.ts';
import { appendSection, setProperties } from '../aws-config/ini-edit.ts';
import { realContext, testSealer } from '../outputs/credentials-file/credentials-file.fixture.ts';
import type { Files } from '../ports.ts';
import type { Sealer } from '../sealing.ts';
import { type ChangeApp, changeFile, changeFiles } from './change-file.ts';

/** An app on `folder` with the real files, locks and clock. */
export function journalApp(folder: string, sealer: Sealer = testSealer()): ChangeApp {
  const quiet = () => undefined;
  return {
    ...realContext(join(folder, 'home'), sealer),
    configPath: join(folder, 'config'),
    credentialsPath: join(folder, 'credentials'),
    logger: { info: quiet, warn: quiet, error: quiet },
  };
}

/** The sealer of every process that knows the word. */
export function sealerOf(word: string): Sealer {
  return testSealer(createHash('sha256').update(word).digest());
}

/** Sets one property, in a section that is made where it is missing. */
export function withProperty(text: string, header: string, key: string, value: string): string {
  const exists = parseIni(text).sections.some((section) => section.header === header);
  return exists
    ? setProperties(text, header, new Map([[key, value]]))
    : appendSection(text, header, [[key, value]]);
}

/** Tells when the last look at a file ends and when its new content stands, and with which text. */
function timedFiles(took: (microseconds: number) => void): Files {
  const files = nodeFiles();
  let lookedAt = 0n;
  return {
    ...files,
    isUnchanged: async (state) => {
      lookedAt = process.hrtime.bigint();
      return (await files.isUnchanged?.(state)) ?? false;
    },
    replace: async (path, bytes, options) => {
      await files.replace(path, bytes, options);
      if (options?.beforeCommit !== undefined) {
        took(Number((process.hrtime.bigint() - lookedAt) / 1_000n));
      }
    },
  };
}

async function main(args: readonly string[]): Promise<void> {
  const [verb, folder = '', word = ''] = args;
  if (verb === 'pair-forever') {
    const sealer = word === 'none' ? undefined : sealerOf(word);
    const app = { ...journalApp(folder), sealer };
    for (let round = 0; ; round++) {
      const edit = (text: string) => withProperty(text, 'pair', 'round', `${process.pid}-${round}`);
      const edits = [
        { file: 'config', edit },
        { file: 'credentials', edit },
      ] as const;
      await changeFiles(app, { reason: 'test', edits });
      if (round === 0) process.stdout.write('started');
    }
  }
  if (verb === 'edit') {
    const windows: number[] = [];
    const files = timedFiles((microseconds) => windows.push(microseconds));
    const app = { ...journalApp(folder, sealerOf(word)), files };
    let isAsked = true;
    process.stdin.once('close', () => {
      isAsked = false;
    });
    process.stdin.resume();
    for (let round = 0; isAsked; round++) {
      const edit = (text: string) => withProperty(text, 'ours', 'round', String(round));
      await changeFile(app, { file: 'credentials', reason: 'test', edit });
      await app.clock.sleep(20);
    }
    process.stdout.write(JSON.stringify(windows));
  }
}

if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2));
