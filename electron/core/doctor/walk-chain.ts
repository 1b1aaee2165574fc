import { type ErrorValue, isRoleValetError, type RoleValetError } from '../../contract/errors.ts';
import type { App } from '../app/app.ts';
import type { LoadedContext } from '../app/load-context.ts';
import { type Obtained, obtainSession } from '../app/obtain-session.ts';
import { openBase } from '../app/open-base.ts';
import { type PlanPreview, previewPlan } from '../app/preview-plan.ts';
import { withoutPointer } from '../app/refused-step.ts';
import { formatDuration } from '../chain/duration.ts';
import { resolveChain } from '../chain/resolve-chain.ts';
import { startText } from '../chain/start-text.ts';
import type { Chain, PlanStep } from '../chain/types.ts';
import type { SigningCredentials } from '../credentials.ts';
import { linkOfError } from './link-of-error.ts';

/** What a link of a chain is about. */
export type LinkName =
  | 'files'
  | 'key'
  | 'key-active'
  | 'clock'
  | 'region'
  | 'mfa'
  | 'permission'
  | 'duration'
  | 'call';

/** One thing that must be right for a role to work. */
export interface ChainLink {
  readonly name: LinkName;
  /** The profile of the files that it is about. */
  readonly profile: string;
  /** `needs-you`: only a person can go on from here. */
  readonly state: 'ok' | 'broken' | 'needs-you';
  /** One line, without a secret. */
  readonly message: string;
  /** The next step; only where it is not ok. */
  readonly hint?: string;
  readonly code?: ErrorValue['code'];
}

/** The links in the order in which they matter, up to the first that does not hold. */
export interface ChainWalk {
  readonly profile: string;
  readonly links: readonly ChainLink[];
  /** How many STS calls the walk made at most. */
  readonly calls: number;
}

/** AWS refuses signatures that are 15 minutes off; warn well before. */
const CLOCK_OFF_MS = 4 * 60_000;

/**
 * Walks the chain of a profile link by link, and stops at the first one that breaks: files, key, key
 * active, clock, region, MFA, then each hop with what it needs. Makes one `GetCallerIdentity` with the
 * base's credentials, then only the calls of hops that have no live session. Nobody is asked for a
 * code; `mfaCode` is used where one is needed, and left alone otherwise.
 *
 * Throws ROLE_NOT_FOUND, and what is no fault of the chain (INTERNAL faults, a keychain's own errors
 * come as links).
 */
export async function walkChain(
  app: App,
  context: LoadedContext,
  profile: string,
  options: WalkOptions = {},
): Promise<ChainWalk> {
  return (await walkToFailure(app, context, profile, options)).walk;
}

export interface WalkOptions {
  readonly mfaCode?: string;
}

/** As `walkChain`, with the failure that ended the walk: what an explanation is made from. */
export async function walkToFailure(
  app: App,
  context: LoadedContext,
  profile: string,
  options: WalkOptions = {},
): Promise<{ readonly walk: ChainWalk; readonly failure?: RoleValetError }> {
  const links: ChainLink[] = [];
  let calls = 0;
  const ended = (failure?: RoleValetError) => ({
    walk: { profile, links, calls },
    ...(failure === undefined ? {} : { failure }),
  });
  const at = { profile };
  try {
    const chain = resolveChain(context, profile);
    links.push({ name: 'files', profile, state: 'ok', message: filesText(chain) });
    at.profile = chain.base.profile;
    const base = await (await openBase(app, context, chain.base)).credentials();
    links.push({ name: 'key', ...at, state: 'ok', message: keyText(chain) });
    const preview = await previewPlan(app, context, profile, options);
    calls++;
    const known = await identityLinks(app, chain, preview, base);
    links.push(...known.links);
    if (known.failure !== undefined) return ended(known.failure);
    calls += preview.liveSteps.filter((isLive) => !isLive).length;
    const walked = await hopLinks(app, context, profile, chain, options);
    links.push(...walked.links);
    return ended(walked.failure);
  } catch (error) {
    if (!isRoleValetError(error) || error.code === 'ROLE_NOT_FOUND') throw error;
    links.push(brokenLink(error, at.profile, links.length === 0 ? 'files' : 'key'));
    return ended(error);
  }
}

/** A stretch of the walk, and what ended it. */
interface Stretch {
  readonly links: readonly ChainLink[];
  readonly failure?: RoleValetError;
}

function filesText({ base, hops }: Chain): string {
  const names = [base.profile, ...hops.map(({ profile }) => profile)];
  return `the files lead from a base to it: ${names.join(' > ')}`;
}

function keyText({ base }: Chain): string {
  if (base.kind !== 'key') return `${base.profile} gives credentials: ${startText(base)}`;
  return base.storage === 'keychain'
    ? `the keychain has a key for ${base.profile}`
    : `the files have a key for ${base.profile}, in plain text`;
}

/** One call tells whether the key is active, its secret right, the clock too, and the region reachable. */
async function identityLinks(
  app: App,
  chain: Chain,
  { plan }: PlanPreview,
  credentials: SigningCredentials,
): Promise<Stretch> {
  const { profile } = chain.base;
  const place = plan.steps[0] ?? chain.base.getSessionToken;
  if (place === undefined) return { links: [] };
  const { region, endpoint } = place;
  try {
    const { arn } = await app.sts.getCallerIdentity({ region, endpoint, credentials });
    const offset = app.sts.clockOffset();
    const isOff = Math.abs(offset) > CLOCK_OFF_MS;
    const minutes = Math.round(Math.abs(offset) / 60_000);
    const links: readonly ChainLink[] = [
      { name: 'key-active', profile, state: 'ok', message: `AWS knows the key: ${arn}` },
      {
        name: 'clock',
        profile,
        state: 'ok',
        message: isOff
          ? `the machine's clock is ${minutes} minutes ${offset > 0 ? 'behind' : 'ahead'}; Role Valet allows for it, other tools may not`
          : "the machine's clock agrees with AWS",
      },
      { name: 'region', profile, state: 'ok', message: `STS answers in ${region}` },
    ];
    return { links };
  } catch (error) {
    if (!isRoleValetError(error)) throw error;
    return { links: [brokenLink(error, profile, 'key-active')], failure: error };
  }
}

/** All hops in one go, as an assume would; afterwards what is live tells which one broke. */
async function hopLinks(
  app: App,
  context: LoadedContext,
  profile: string,
  chain: Chain,
  options: WalkOptions,
): Promise<Stretch> {
  try {
    const obtained = await obtainSession(app, context, profile, { ...options, isForOthers: true });
    const steps = obtained.plan.steps.map((step) => stepLink(step, chain.base.profile));
    return { links: [...steps, ...durationLinks(obtained)] };
  } catch (error) {
    if (!isRoleValetError(error)) throw error;
    const { plan, liveSteps } = await previewPlan(app, context, profile, options);
    const broken = liveSteps.indexOf(false);
    const passed = plan.steps
      .slice(0, Math.max(broken, 0))
      .map((step) => stepLink(step, chain.base.profile));
    const step = plan.steps[Math.max(broken, 0)];
    const name = step?.hop?.profile ?? chain.base.profile;
    return { links: [...passed, brokenLink(error, name, 'call', step)], failure: error };
  }
}

function stepLink({ hop, mfaSerial, durationSeconds }: PlanStep, base: string): ChainLink {
  const lasting = `for ${formatDuration(durationSeconds)}`;
  if (hop === undefined) {
    const message = mfaSerial === undefined ? `a session ${lasting}` : `an MFA session ${lasting}`;
    return { name: 'mfa', profile: base, state: 'ok', message };
  }
  const sent = [
    ...(mfaSerial === undefined ? [] : [`a code of ${mfaSerial}`]),
    ...(hop.externalId === undefined ? [] : ['its external id']),
  ];
  const message = `may assume ${hop.roleArn} ${lasting}${sent.length === 0 ? '' : ` with ${sent.join(' and ')}`}`;
  return { name: 'permission', profile: hop.profile, state: 'ok', message };
}

function durationLinks({ session, plan }: Obtained): readonly ChainLink[] {
  const asked = plan.chain.hops.at(-1)?.durationSeconds;
  if (asked === undefined || asked <= session.durationSeconds) return [];
  const message = `it lasts ${formatDuration(session.durationSeconds)}, not the ${formatDuration(asked)} of duration_seconds: ${plan.warnings.join('; ') || 'AWS gave less'}`;
  return [{ name: 'duration', profile: plan.profile, state: 'ok', message }];
}

function brokenLink(
  { code, message, hint }: ErrorValue,
  profile: string,
  usual: LinkName,
  step?: PlanStep,
): ChainLink {
  const needsCode = code === 'MFA_REQUIRED' || code === 'SIGN_IN_REQUIRED';
  return {
    name: linkOfError(code) ?? usual,
    profile,
    state: needsCode ? 'needs-you' : 'broken',
    message,
    hint:
      code === 'MFA_REQUIRED'
        ? 'Give the code that the device shows: --mfa-code N'
        : `${withoutPointer(hint)}${sentNote(code, step)}`,
    code,
  };
}

/** AWS gives one answer for many reasons, so what was sent is worth a word. */
function sentNote(code: ErrorValue['code'], step: PlanStep | undefined): string {
  const hop = step?.hop;
  if (code !== 'STS_ACCESS_DENIED' || hop === undefined) return '';
  const mfa = step?.mfaSerial === undefined ? 'no MFA code on this call' : 'an MFA code';
  const id = hop.externalId === undefined ? 'no external id' : 'the external id of the profile';
  return ` Sent were: ${id}, ${mfa}.`;
}
