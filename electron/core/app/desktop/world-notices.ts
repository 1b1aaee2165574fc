import { isRoleValetError, type RoleValetError } from '../../../contract/errors.ts';
import { TroubleNews, troubleGroups } from '../renewal/trouble-notices.ts';
import type { Desktop } from './desktop.ts';
import type { KeptWorld } from './kept-world.ts';
import { names, sentence } from './notice-words.ts';
import type { DesktopNotice } from './ports.ts';
import { renewShown } from './shown-work.ts';
import { signInShown } from './sign-in-verbs.ts';
import { troubleNotice } from './trouble-notice.ts';
import { windowHint } from './window-hint.ts';

/** Said in notices about the user's own roles while somebody practises. */
const LEAVES = 'This is about your own roles: a click leaves the practice organisation.';

/**
 * What the app tells about the sessions of one world when no window is looked at: each thing once.
 * Also while another world is shown, since credentials end all the same; a click leads to this one.
 */
export class WorldNotices {
  readonly #desktop: Desktop;
  readonly #kept: () => KeptWorld;
  readonly #news = new TroubleNews();
  readonly #told = new Set<string>();

  constructor(desktop: Desktop, kept: () => KeptWorld) {
    this.#desktop = desktop;
    this.#kept = kept;
  }

  /** The world has ended: a click could not lead there any more. */
  takeBack(): void {
    for (const id of this.#told) this.#dismiss(id);
  }

  /** Reasons that keep roles from being renewed; those that are gone are taken back. */
  troubles(): void {
    const { fresh, gone } = this.#news.compare(troubleGroups(this.#kept().troubled()));
    for (const id of gone) this.#dismiss(id);
    for (const group of fresh) {
      const [first = ''] = group.profiles;
      this.#tell(
        troubleNotice(group, {
          end: this.#endOf(first),
          now: this.#now(),
          renew: () => this.#renew(first),
          signIn: async () => void (await signInShown(this.#desktop, first)),
        }),
      );
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

  #renewOrShow(profiles: readonly string[]): Pick<DesktopNotice, 'show' | 'action'> {
    const [first = ''] = profiles;
    return profiles.length === 1
      ? {
          show: { kind: 'role', profile: first },
          action: { label: 'Renew', run: () => this.#renew(first) },
        }
      : { show: { kind: 'screen', screen: 'roles' } };
  }

  async #renew(profile: string): Promise<void> {
    await renewShown(this.#desktop, profile);
    await this.#desktop.refreshLive();
  }

  #whyItEnds(profiles: readonly string[]): string {
    const { keep } = this.#kept();
    const [trouble] = profiles.flatMap((profile) => keep.trouble(profile) ?? []);
    if (trouble !== undefined) {
      return `It could not be renewed so far: ${sentence(trouble.failure.message)}`;
    }
    return profiles.length === 1
      ? 'Nothing renews it by itself. Click to renew it now.'
      : 'Nothing renews them by themselves. Open Role Valet to renew them.';
  }

  #timeLeft(profile: string): number {
    const end = this.#endOf(profile);
    return end === undefined ? 0 : end - this.#now();
  }

  /** End of what is live of a role, epoch milliseconds by AWS's clock. */
  #endOf(profile: string): number | undefined {
    const { sessions, written } = this.#kept().watched.gathered.live;
    return (sessions.get(profile) ?? written.get(profile))?.expiresAt;
  }

  #now(): number {
    const { world, gathered } = this.#kept().watched;
    return world.app.clock.now() + gathered.live.clockOffsetMs;
  }

  #tell(notice: DesktopNotice): void {
    const { body, action } = notice;
    this.#told.add(notice.id);
    this.#desktop.ports.notify({
      ...notice,
      id: this.#idHere(notice.id),
      body: this.#isShown() ? body : `${body} ${LEAVES}`,
      action: { label: action?.label ?? 'Show', run: () => this.#clicked(notice) },
    });
  }

  #dismiss(id: string): void {
    this.#told.delete(id);
    this.#desktop.ports.dismissNotice(this.#idHere(id));
  }

  /** Both worlds may have a role of one name. */
  #idHere(id: string): string {
    return this.#kept().watched.world.practice === undefined ? id : `practice:${id}`;
  }

  /** A click on a notice, whichever world is shown by then. What fails shows on the row. */
  async #clicked({ show, action }: DesktopNotice): Promise<void> {
    const { ports } = this.#desktop;
    if (!this.#isShown()) await this.#desktop.goBack();
    // It ended meanwhile; a role of the same name would be another one.
    if (!this.#isShown()) return;
    if (action === undefined) {
      ports.window.show(show);
      return;
    }
    try {
      await action.run();
    } catch (error) {
      if (!isRoleValetError(error)) throw error;
      ports.window.show(show);
    }
  }

  #isShown(): boolean {
    return this.#desktop.kept === this.#kept();
  }
}
