import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import type { SharedFileKind } from './types.ts';

/** What the AWS CLI's own reader makes of a file. */
export interface BotocoreReading {
  /** The first line of its refusal; null where it reads the file. */
  readonly error: string | null;
  /** Names of the profiles it finds in the file. */
  readonly profiles: readonly string[];
  /** What each of them says; a nested block is a record of its own. */
  readonly values: Readonly<Record<string, BotocoreSection>>;
}

type BotocoreSection = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

const PROGRAM = `
import base64, json, os, sys, tempfile
from botocore.configloader import load_config, raw_config_parse
from botocore.exceptions import ConfigParseError
path = os.path.join(tempfile.mkdtemp(), 'config')
for line in sys.stdin:
    kind, _, content = line.partition(' ')
    with open(path, 'wb') as file:
        file.write(base64.b64decode(content))
    try:
        found = load_config(path)['profiles'] if kind == 'config' else raw_config_parse(path)
        answer = {'error': None, 'profiles': list(found), 'values': found}
    except ConfigParseError as error:
        answer = {'error': str(error).splitlines()[0], 'profiles': [], 'values': {}}
    print(json.dumps(answer), flush=True)
os.remove(path)
os.rmdir(os.path.dirname(path))
`;

/** Debian's own Python comes first: its package has botocore, another one on the path may not. */
const PYTHONS = ['/usr/bin/python3', 'python3'];

/** The Python that has botocore, or undefined on a machine without it. */
export function pythonWithBotocore(): string | undefined {
  return PYTHONS.find(
    (python) => spawnSync(python, ['-c', 'import botocore.configloader']).status === 0,
  );
}

/** One Python process that reads many files with the real botocore. */
export class Botocore {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;
  readonly #lines: Interface;

  constructor(python: string) {
    this.#process = spawn(python, ['-X', 'utf8', '-c', PROGRAM]);
    this.#lines = createInterface({ input: this.#process.stdout });
    this.#answers = this.#lines[Symbol.asyncIterator]();
  }

  /** What botocore makes of a file with this content. */
  async read(content: Uint8Array, kind: SharedFileKind = 'config'): Promise<BotocoreReading> {
    this.#process.stdin.write(`${kind} ${Buffer.from(content).toString('base64')}\n`);
    const { value, done } = await this.#answers.next();
    if (done === true)
      throw new Error(`Python ended early with exit code ${this.#process.exitCode}`);
    return JSON.parse(value) as BotocoreReading;
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('close', resolve));
    this.#process.stdin.end();
    await ended;
  }
}
