import { pageUrl } from './page-url.ts';
import { newPkce, randomText } from './pkce.ts';
import { registeredClient } from './registration.ts';
import { settledBefore } from './settled-before.ts';
import { signInRefused } from './sign-in-errors.ts';
import type { SignInPage } from './sign-in-page.ts';
import type {
  ClientRegistration,
  GrantedToken,
  RedirectListener,
  SignInParts,
  SsoSettings,
} from './types.ts';

/** What a flow ends with. */
export interface FlowResult {
  readonly token: GrantedToken;
  readonly registration: ClientRegistration;
}

/**
 * Signs in through a page that sends the browser back to this machine: the authorization code grant
 * with PKCE (https://www.rfc-editor.org/rfc/rfc8252). Nothing goes on listening after it. Throws
 * SIGN_IN_REFUSED, the signal's reason, the NETWORK_ errors, and those of the cache's files.
 */
export async function signInByCode(
  parts: SignInParts,
  settings: SsoSettings,
  page: SignInPage,
  signal: AbortSignal,
): Promise<FlowResult> {
  const place = { ...settings, signal };
  const registration = await registeredClient(parts, settings, 'code', place);
  const proof = newPkce(parts.signIn.random);
  const state = randomText(parts.signIn.random);
  const listener = await parts.signIn.listen(state);
  try {
    await page.openPage(authorizeUrl(settings, registration, listener, proof.challenge, state));
    const answer = await settledBefore(listener.answer, signal);
    if ('error' in answer) {
      throw signInRefused(settings, { refused: answer.error, said: '' });
    }
    const token = await parts.signIn.oidc.createToken(place, registration, {
      type: 'code',
      code: answer.code,
      codeVerifier: proof.verifier,
      redirectUri: listener.redirectUri,
    });
    if ('refused' in token) throw signInRefused(settings, token);
    return { token, registration };
  } finally {
    await listener.close();
  }
}

/** The page of the sign-in service; the SDK has no operation for it. `scopes` is AWS's own name. */
function authorizeUrl(
  { endpoint }: SsoSettings,
  { clientId, scopes }: ClientRegistration,
  { redirectUri }: RedirectListener,
  challenge: string,
  state: string,
): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state,
    code_challenge_method: 'S256',
    scopes: (scopes ?? []).join(' '),
    code_challenge: challenge,
  });
  // Blanks as %20, which every reader takes; the plus sign is a habit of forms.
  return pageUrl(`${endpoint}/authorize?${query.toString().replaceAll('+', '%20')}`);
}
