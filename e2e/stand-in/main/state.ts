import { connect, type Link, type Port } from '../link.ts';
import type { HostSide, MainSide, StartState } from '../sides.ts';

/** Answers to the host's calls: each module of the stand-in puts its own here. */
export const answers: Partial<MainSide> = {};

let hostLink: Link<HostSide> | undefined;
let startState: StartState | undefined;
let isReady = false;

/** Opens the channel to the host; the module that is `electron` does it once all answers are there. */
export function connectToHost(): Link<HostSide> {
  if (process.send === undefined) {
    throw new Error('the Electron stand-in runs only as a child of its host');
  }
  hostLink = connect<MainSide, HostSide>(process as Port, answers as MainSide);
  return hostLink;
}

/** Puts another host in its place: for tests of one module. */
export function setHost(link: Link<HostSide>): void {
  hostLink = link;
}

/** Calls the host. A failure that nobody waits for is a fault of the stand-in and ends main. */
export function host(): Link<HostSide> {
  if (hostLink === undefined) throw new Error('the channel to the host is not open yet');
  return hostLink;
}

/** Tells the host something that has no answer to wait for. The host's end is main's end as well. */
export function tellHost<K extends keyof HostSide & string>(
  name: K,
  ...parameters: Parameters<HostSide[K]>
): void {
  host()
    .call(name, ...parameters)
    .catch((error: Error) => {
      if (process.connected) throw error;
    });
}

/** Marks main as ready, with what the host knew at that time. */
export function becomeReady(state: StartState): void {
  startState = state;
  isReady = true;
}

/** True from Electron's `ready` on. */
export function isAppReady(): boolean {
  return isReady;
}

/** What the host told at the start. Throws before `ready`, in Electron's words for `what`. */
export function stateOfMachine(what: string): StartState {
  if (startState === undefined) throw new Error(what);
  return startState;
}

/** Throws where Electron does before `ready`. */
export function needReady(message: string): void {
  if (!isReady) throw new Error(message);
}

/** Throws where Electron does after `ready`. */
export function needNotReady(message: string): void {
  if (isReady) throw new Error(message);
}
