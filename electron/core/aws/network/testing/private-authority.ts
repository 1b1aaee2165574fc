import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A company's own certificate authority, made with openssl in a temp folder. */
export interface PrivateAuthority {
  readonly folder: string;
  /** Path of its root certificate, PEM. */
  readonly rootPath: string;
  readonly root: string;
  /** A server's key and certificate for names such as `DNS:sts.example.com,IP:127.0.0.1`. */
  issue(names: string): Promise<{ key: string; cert: string }>;
  remove(): Promise<void>;
}

/** Makes one. `name` is what messages call the issuer. */
export async function privateAuthority(name = 'Example Proxy Root'): Promise<PrivateAuthority> {
  const folder = await mkdtemp(join(tmpdir(), 'role-valet-ca-'));
  const rootPath = join(folder, 'root.pem');
  const rootKey = join(folder, 'root.key');
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await run('openssl', [
    ...['req', '-x509', ...ec, '-days', '2', '-keyout', rootKey, '-out', rootPath],
    ...['-subj', `/CN=${name}/O=Example Corp`],
  ]);
  let count = 0;
  return {
    folder,
    rootPath,
    root: await readFile(rootPath, 'utf8'),
    async issue(names) {
      count += 1;
      const file = (ending: string) => join(folder, `server-${count}.${ending}`);
      await run('openssl', [
        'req',
        ...ec,
        '-keyout',
        file('key'),
        '-out',
        file('csr'),
        '-subj',
        '/CN=server',
      ]);
      await writeFile(file('ext'), `subjectAltName=${names}\n`);
      await run('openssl', [
        ...['x509', '-req', '-in', file('csr'), '-CA', rootPath, '-CAkey', rootKey],
        ...[
          '-days',
          '2',
          '-set_serial',
          String(count),
          '-extfile',
          file('ext'),
          '-out',
          file('pem'),
        ],
      ]);
      return {
        key: await readFile(file('key'), 'utf8'),
        cert: await readFile(file('pem'), 'utf8'),
      };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
