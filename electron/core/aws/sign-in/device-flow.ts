import type { FlowResult } from './code-flow.ts';
import { pageUrl } from './page-url.ts';
import { registeredClient } from './registration.ts';
import { settledBefore } from './settled-before.ts';
import { signInRefused } from './sign-in-errors.ts';
import type { SignInPage } from './sign-in-page.ts';
import type { ClientRegistration, SignInParts, SsoSettings } from './types.ts';

/** https://www.rfc-editor.org/rfc/rfc8628#section-3.5 */
const SLOW_DOWN_MS = 5_000;

/** What a service says of a kept registration that it no longer knows. */
const FORGOTTEN: ReadonlySet<string> = new Set(['invalid_client', 'unauthorized_client']);

/**
 * Signs in with a code that a person confirms in any browser, on any machine: the device
 * authorization grant (https://www.rfc-editor.org/rfc/rfc8628). Throws SIGN_IN_REFUSED where it is
 * denied or the code ends, the signal's reason, the NETWORK_ errors, and those of the cache's files.
 */
export async function signInByDevice(
  parts: SignInParts,
  settings: SsoSettings,
  page: SignInPage,
  signal: AbortSignal,
): Promise<FlowResult> {
  const { oidc } = parts.signIn;
  const place = { ...settings, signal };
  const start = (client: ClientRegistration) => oidc.startDevice(place, client, settings.startUrl);
  let registration = await registeredClient(parts, settings, 'device', place);
  let started = await start(registration);
  if ('refused' in started && FORGOTTEN.has(started.refused)) {
    registration = await registeredClient(parts, settings, 'device', place, registration);
    started = await start(registration);
  }
  if ('refused' in started) throw signInRefused(settings, started);
  const { deviceCode, userCode, verificationUri, verificationUriComplete, expiresAt } = started;
  const url = pageUrl(verificationUri);
  page.showCode({ userCode, url, expiresAt });
  await page.openPage(
    verificationUriComplete === undefined ? url : pageUrl(verificationUriComplete),
  );

  let intervalMs = started.intervalMs;
  for (;;) {
    await settledBefore(parts.clock.sleep(intervalMs), signal);
    const token = await oidc.createToken(place, registration, { type: 'device', deviceCode });
    if (!('refused' in token)) return { token, registration };
    if (token.refused === 'slow_down') intervalMs += SLOW_DOWN_MS;
    else if (token.refused !== 'authorization_pending') throw signInRefused(settings, token);
    // The service ends it too; this holds where it forgets to.
    if (parts.clock.now() >= expiresAt) {
      throw signInRefused(settings, { refused: 'expired_token', said: '' });
    }
  }
}
