import { isRoleValetError, type RoleValetError } from '../../../contract/errors.ts';
import type { MfaQuestionView } from '../../../contract/types.ts';
import { clockTime } from '../../time-text.ts';
import { deviceName } from '../../tray/device-name.ts';
import { type TroubleGroup, TroubleNews, troubleGroups } from '../renewal/trouble-notices.ts';
import type { Desktop } from './desktop.ts';
import type { DesktopNotice } from './ports.ts';
import { renewShown } from './shown-work.ts';
import { signInShown } from './sign-in-verbs.ts';
import { windowHint } from './window-hint.ts';

/** More names than this are counted. */
const MOST_NAMES = 3;

/** What the app tells about sessions when no window is looked at: each thing once. */
export class DesktopNotices {
  readonly #desktop: Desktop;
  readonly #news = new TroubleNews();
  #toldQuestion: string | undefined;

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
  }

  /** Reasons that keep roles from being renewed; those that are gone are taken back. */
  troubles(): void {
    const { fresh, gone } = this.#news.compare(troubleGroups(this.#desktop.kept.troubled()));
    for (const id of gone) this.#desktop.ports.dismissNotice(id);
    for (const group of fresh) {
      this.#tell(group.kind === 'ask' ? this.#needsCode(group) : this.#notRenewed(group));
    }
  }

  /** A question that a program raised: it waits for the person without taking the focus. */
  question(question: MfaQuestionView | undefined): void {
    const id = question === undefined ? undefined : `question:${question.serial}`;
    if (question?.askedBy === 'program' && id !== undefined && this.#toldQuestion === undefined) {
      this.#toldQuestion = id;
      this.#tell({
        id,
        title: 'An AWS tool waits for an MFA code',
        body: `${names(question.roles)} needs a code of ${deviceName(question)}.`,
        show: { kind: 'question' },
      });
    }
    if (question === undefined && this.#toldQuestion !== undefined) {
      this.#desktop.ports.dismissNotice(this.#toldQuestion);
      this.#toldQuestion = undefined;
    }
  }

  /** Something about a renewal that only the user can judge, such as a target taken over. */
  problem(profile: string, problem: RoleValetError): void {
    this.#tell({
      id: `problem:${profile}:${problem.code}`,
      title: `${profile} is no longer renewed`,
      body: `${sentence(problem.message)} ${sentence(windowHint(problem.hint))}`,
      show: { kind: 'role', profile },
    });
  }

  /** Sessions that nothing renews and that end soon. */
  endingSoon(profiles: readonly string[]): void {
    const [first] = profiles;
    if (first === undefined) return;
    const left = Math.min(...profiles.map((profile) => this.#timeLeft(profile)));
    this.#tell({
      id: `soon:${first}`,
      title: `${names(profiles)} ${profiles.length === 1 ? 'ends' : 'end'} in ${Math.max(1, Math.round(left / 60_000))} min`,
      body: this.#whyItEnds(profiles),
      ...this.#renewOrShow(profiles),
    });
  }

  /** Sessions that ended by themselves. */
  ended(profiles: readonly string[]): void {
    const [first] = profiles;
    if (first === undefined) return;
    this.#tell({
      id: `ended:${first}`,
      title: `${names(profiles)} ${profiles.length === 1 ? 'has' : 'have'} ended`,
      body:
        profiles.length === 1
          ? 'Its session has expired. Open Role Valet to switch to it again.'
          : 'Their sessions have expired. Open Role Valet to switch to them again.',
      show:
        profiles.length === 1
          ? { kind: 'role', profile: first }
          : { kind: 'screen', screen: 'roles' },
    });
  }

  #needsCode({ id, profiles, mfaSerial, base = '', wants, message }: TroubleGroup): DesktopNotice {
    const [first = ''] = profiles;
    if (wants === 'sign-in') {
      return {
        id,
        title: `${names(profiles)} ${profiles.length === 1 ? 'needs' : 'need'} a sign-in`,
        body: sentence(message),
        show: { kind: 'role', profile: first },
        action: {
          label: 'Sign in',
          run: () => this.#clicked(first, () => signInShown(this.#desktop, first)),
        },
      };
    }
    const end = this.#desktop.snapshot.roles.find(({ profile }) => profile === first)?.expiresAt;
    const until =
      end === undefined ? '' : ` Until ${clockTime(end, this.#now())} what is out stays valid.`;
    const device =
      mfaSerial === undefined ? base : deviceName({ serial: mfaSerial, baseProfile: base });
    return {
      id,
      title: `${names(profiles)} ${profiles.length === 1 ? 'needs' : 'need'} an MFA code`,
      body: `The next session wants a code of ${device}.${until}`,
      show: { kind: 'role', profile: first },
      action: { label: 'Enter code', run: () => this.#renew(first) },
    };
  }

  #notRenewed({ id, profiles, message }: TroubleGroup): DesktopNotice {
    const [first = ''] = profiles;
    return {
      id,
      title: `${names(profiles)} could not be renewed`,
      body: sentence(message),
      show: { kind: 'role', profile: first },
    };
  }

  #renewOrShow(profiles: readonly string[]): Pick<DesktopNotice, 'show' | 'action'> {
    const [first = ''] = profiles;
    return profiles.length === 1
      ? {
          show: { kind: 'role', profile: first },
          action: { label: 'Renew', run: () => this.#renew(first) },
        }
      : { show: { kind: 'screen', screen: 'roles' } };
  }

  #renew(profile: string): Promise<void> {
    const desktop = this.#desktop;
    return this.#clicked(profile, async () => {
      await renewShown(desktop, profile);
      await desktop.refreshLive();
    });
  }

  /** A click on a notice: what fails shows on the row. */
  async #clicked(profile: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isRoleValetError(error)) throw error;
      this.#desktop.ports.window.show({ kind: 'role', profile });
    }
  }

  #whyItEnds(profiles: readonly string[]): string {
    const { keep } = this.#desktop.kept;
    const [trouble] = profiles.flatMap((profile) => keep.trouble(profile) ?? []);
    if (trouble !== undefined) {
      return `It could not be renewed so far: ${sentence(trouble.failure.message)}`;
    }
    return profiles.length === 1
      ? 'Nothing renews it by itself. Click to renew it now.'
      : 'Nothing renews them by themselves. Open Role Valet to renew them.';
  }

  #timeLeft(profile: string): number {
    const role = this.#desktop.snapshot.roles.find((one) => one.profile === profile);
    return role?.expiresAt === undefined ? 0 : role.expiresAt - this.#now();
  }

  #now(): number {
    return this.#desktop.world.app.clock.now() + this.#desktop.snapshot.clockOffsetMs;
  }

  #tell(notice: DesktopNotice): void {
    this.#desktop.ports.notify(notice);
  }
}

function names(profiles: readonly string[]): string {
  return profiles.length > MOST_NAMES
    ? `${profiles.slice(0, MOST_NAMES - 1).join(', ')} and ${profiles.length - MOST_NAMES + 1} more`
    : profiles.join(', ');
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
