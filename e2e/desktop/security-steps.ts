/// <reference lib="dom" />
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { DesktopApp } from './fixture/desktop.ts';

/** An STS that passes everything on to the practice STS, and keeps the secrets that come back. */
export interface ListeningSts {
  readonly url: string;
  /** Secret keys and session tokens, of sessions that no file shows, too. */
  readonly secrets: readonly string[];
  close(): Promise<void>;
}

/** Starts one in front of the STS at `url`. */
export async function listenTo(url: string): Promise<ListeningSts> {
  const secrets: string[] = [];
  const server = createServer(async (incoming, response) => {
    const outgoing = request(url, { method: incoming.method, headers: incoming.headers });
    outgoing.on('error', () => response.destroy());
    outgoing.on('response', async (answer) => {
      const text = await bodyOf(answer);
      const found = text.matchAll(/<(?:SecretAccessKey|SessionToken)>([^<]+)</g);
      secrets.push(...[...found].map(([, secret]) => secret ?? ''));
      response.writeHead(answer.statusCode ?? 500, answer.headers).end(text);
    });
    outgoing.end(await bodyOf(incoming));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secrets,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Texts by the name of the place where they were found. */
export type Places = Readonly<Record<string, string>>;

/** What the page shows, holds in its fields, and keeps. */
export function pageText(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const fields = document.querySelectorAll<HTMLInputElement>('input, textarea, select');
    const databases = await indexedDB.databases();
    return JSON.stringify([
      document.documentElement.outerHTML,
      [...fields].map(({ value }) => value),
      { ...localStorage },
      { ...sessionStorage },
      databases,
      document.cookie,
      history.state,
      location.href,
    ]);
  });
}

/** Every string that the page's scripts still hold, after a collection of garbage. */
export async function heapText(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', {});
  await session.detach();
  return chunks.join('');
}

/** What the app said: to the page, to the user, to whoever started it. */
export async function saidBy(desktop: DesktopApp): Promise<Places> {
  return {
    'messages to the page': desktop.bridgeMessages().join('\n'),
    notifications: JSON.stringify(await desktop.notifications()),
    'message boxes': JSON.stringify(await desktop.dialogs()),
    tray: JSON.stringify([await desktop.tray.items(), await desktop.tray.tooltip()]),
  };
}

/** Every file below a folder, by its path, byte by byte. */
export async function filesBelow(folder: string): Promise<Places> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await textOrNone(path)])),
  );
}

/** Arguments and environments of every process that was started in the home of a test. */
export async function processesOf(home: string): Promise<Places> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(
    numbers.map(async (number) => {
      const environment = await textOrNone(`/proc/${number}/environ`);
      return [number, environment, await textOrNone(`/proc/${number}/cmdline`)] as const;
    }),
  );
  return Object.fromEntries(
    all
      .filter(([, environment]) => environment.includes(home))
      .map(([number, environment, argv]) => [`process ${number}`, `${environment}\n${argv}`]),
  );
}

async function textOrNone(path: string): Promise<string> {
  try {
    return (await readFile(path)).toString('latin1');
  } catch (error) {
    // Both files and processes end while they are looked at.
    if (['ENOENT', 'ESRCH', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      return '';
    }
    throw error;
  }
}

/** Places that hold one of the secrets, plainly or in a usual disguise. */
export function placesWith(secrets: readonly string[], places: Places): string[] {
  const forms = new Set(secrets.flatMap(disguises));
  return Object.entries(places).flatMap(([place, text]) =>
    [...forms].some((form) => text.includes(form)) ? [place] : [],
  );
}

function disguises(secret: string): string[] {
  // A heap snapshot ends long strings early.
  const plain = secret.slice(0, 200);
  const bytes = Buffer.from(secret);
  return [
    plain,
    encodeURIComponent(plain),
    JSON.stringify(plain).slice(1, -1),
    Buffer.from(plain, 'utf16le').toString('latin1'),
    bytes.toString('hex'),
    // The last group depends on what follows the secret.
    bytes.toString('base64').slice(0, 40),
  ];
}
