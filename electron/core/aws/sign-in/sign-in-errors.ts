import { RoleValetError } from '../../../contract/errors.ts';
import type { OidcRefusal, SsoSettings } from './types.ts';

const WHY_REQUIRED = {
  missing: 'nobody is signed in',
  damaged: 'the file of the sign-in is damaged',
  expired: 'the sign-in has ended',
} as const;

/** A person must sign in before this can go on. */
export function signInRequired(
  settings: SsoSettings,
  reason: keyof typeof WHY_REQUIRED,
): RoleValetError {
  return new RoleValetError(
    'SIGN_IN_REQUIRED',
    `profile ${settings.profile} needs a sign-in to IAM Identity Center (${portalName(settings)}): ${WHY_REQUIRED[reason]}`,
    signInHint(settings),
  );
}

/** The next step where a sign-in is missing. */
export function signInHint({ profile }: Pick<SsoSettings, 'profile'>): string {
  return `Run: role-valet sign-in ${commandWord(profile)}`;
}

/** The person gave up, or whoever asked did. */
export function signInCancelled(): RoleValetError {
  return new RoleValetError(
    'DECLINED',
    'the sign-in was cancelled',
    'Everything is as it was; start it again when you like.',
  );
}

/** Nobody answered in the browser. `minutes` is how long was waited. */
export function signInTimedOut(settings: SsoSettings, minutes: number): RoleValetError {
  return new RoleValetError(
    'TIME_LIMIT',
    `nobody finished the sign-in to ${portalName(settings)} in the browser within ${minutes} minutes`,
    signInHint(settings),
  );
}

/** The service, or the person on its page, said no. */
export function signInRefused(settings: SsoSettings, refusal: OidcRefusal): RoleValetError {
  if (refusal.refused === 'access_denied') {
    return new RoleValetError(
      'SIGN_IN_REFUSED',
      `the sign-in to ${portalName(settings)} was denied on its page`,
      `Allow the access there if you asked for it. ${signInHint(settings)}`,
    );
  }
  if (refusal.refused === 'expired_token') {
    return new RoleValetError(
      'SIGN_IN_REFUSED',
      `the code for the sign-in to ${portalName(settings)} was not confirmed in time`,
      signInHint(settings),
    );
  }
  const said = refusal.said === '' ? '' : `: ${refusal.said}`;
  return new RoleValetError(
    'SIGN_IN_REFUSED',
    `IAM Identity Center refused the sign-in to ${portalName(settings)} (${refusal.refused})${said}`,
    `Check sso_start_url, sso_region and sso_registration_scopes in the config file. ${signInHint(settings)}`,
  );
}

/** An answer that no sign-in service gives. `what` says what is wrong with it. */
export function answerUnusable(endpoint: string, what: string): RoleValetError {
  return new RoleValetError(
    'SIGN_IN_REFUSED',
    `${hostFor(endpoint)} answered a sign-in with ${what}`,
    'Check sso_region and the endpoint settings, and that no proxy or sign-in page of the network answers instead.',
  );
}

/** The service is out of order, or has too much to do. */
export function serviceUnavailable(endpoint: string, status: number): RoleValetError {
  return new RoleValetError(
    'BASE_UNAVAILABLE',
    `the sign-in service ${hostFor(endpoint)} is ${status === 429 ? 'asked too much' : 'out of order'} (HTTP ${status})`,
    'Try again in a minute.',
  );
}

/** How messages name a sign-in. */
export function portalName({ sessionName, startUrl }: SsoSettings): string {
  return sessionName ?? hostFor(startUrl);
}

function hostFor(url: string): string {
  return URL.parse(url)?.host ?? url;
}

/** A profile's name as one word of a command line. */
function commandWord(name: string): string {
  return /^[\w@+.%:/-]+$/.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`;
}
