import type { SignInView } from '../../../contract/access.ts';
import { RoleValetError } from '../../../contract/errors.ts';
import type { SsoSettings } from '../../aws/sign-in/types.ts';
import { type SignedIn, signIn, signInOf } from '../sign-in.ts';
import type { Desktop } from './desktop.ts';

/** The sign-in that waits for the person in the browser; one at a time. */
export class ShownSignIn {
  readonly #desktop: Desktop;
  #view: SignInView | undefined;
  #stop: AbortController | undefined;

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
  }

  get view(): SignInView | undefined {
    return this.#view;
  }

  /** Ends the one that waits, if any: for the person, for a quit, or before another world is shown. */
  cancel(): void {
    this.#stop?.abort();
  }

  /**
   * Signs in to what the chain of `profile` starts from, with the browser opened at its page. Throws as
   * `signInOf` and `signIn`, and USAGE where another sign-in waits already.
   */
  async run(profile: string): Promise<SignedIn> {
    const desktop = this.#desktop;
    const settings = signInOf(await desktop.context(), profile);
    if (this.#stop !== undefined) {
      throw new RoleValetError(
        'USAGE',
        `a sign-in to ${this.#view?.name ?? 'another session'} is waiting in the browser already`,
        'Finish it there, or cancel it first.',
      );
    }
    const stop = new AbortController();
    this.#stop = stop;
    this.#show(viewOf(profile, settings));
    try {
      return await signIn(desktop.world.app, settings, {
        signal: stop.signal,
        byDevice: false,
        page: {
          openPage: (url) => desktop.ports.browser.open(url),
          showCode: (code) => this.#show({ ...viewOf(profile, settings), code }),
          waitForOther: () => undefined,
        },
      });
    } finally {
      this.#stop = undefined;
      this.#show(undefined);
    }
  }

  #show(view: SignInView | undefined): void {
    this.#view = view;
    this.#desktop.publish();
  }
}

function viewOf(profile: string, { sessionName, startUrl }: SsoSettings): SignInView {
  return { profile, name: sessionName ?? new URL(startUrl).host, startUrl };
}
