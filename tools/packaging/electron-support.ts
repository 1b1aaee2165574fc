/** Until when a major version of Electron gets fixes. */
interface ElectronSupport {
  readonly major: number;
  /** The first day without fixes, as YYYY-MM-DD in UTC. */
  readonly endsOn: string;
}

/**
 * Electron fixes its latest three majors (https://www.electronjs.org/docs/latest/tutorial/electron-timelines),
 * and a major comes every eight weeks. 45.0.0 came out on 2026-10-20; 48, which ends its support, is
 * due 24 weeks later. That day is reckoned, not announced: holidays move it later, never earlier.
 */
const SUPPORT: ElectronSupport = { major: 45, endsOn: '2027-04-06' };

/** What is wrong with the pinned Electron on the day `now` (epoch milliseconds); undefined if nothing is. */
export function electronSupportProblem(
  pinnedVersion: string,
  now: number,
  support: ElectronSupport = SUPPORT,
): string | undefined {
  const major = Number(pinnedVersion.split('.')[0]);
  if (major !== support.major) {
    return `Electron ${pinnedVersion} is pinned, but the date kept here is that of ${support.major}: look up when ${major} leaves support and write it down.`;
  }
  if (now >= Date.parse(support.endsOn)) {
    return `Electron ${major} gets no security fixes since ${support.endsOn}: move to a newer major, then write down its date.`;
  }
  return undefined;
}
