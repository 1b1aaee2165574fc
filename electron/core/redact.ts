/** Field names whose value is a secret, in the spellings of AWS, shells, JSON, XML and headers. */
const SECRET_FIELD =
  /((?:secret_?access_?key|session_?token|security_?token|sessionkey|signintoken|token_?code|mfa_?code|password|authorization|x-amz-security-token|aws_container_authorization_token)["']?\s*[=:>]\s*["']?)([^\s"'<&,;]+)/gi;

/** Long runs of base64: secret keys have 40 characters, tokens hundreds. */
const SECRET_RUN = /[A-Za-z0-9+/_=-]{40,}/g;

const KEY_ID = /\b(A[A-Z]{3})[A-Z0-9]{8,120}([A-Z0-9]{4})\b/g;

const URL_QUERY = /(\bhttps?:\/\/[^\s"'?<>]+\?)[^\s"'<>]+/gi;

/**
 * Masks what may be a secret in a text for logs and screens: secret keys, session tokens, codes
 * behind a telling name, queries of links, and the middle of key ids. A last line of defence, not a
 * licence to pass secrets.
 */
export function redact(text: string): string {
  return text
    .replace(URL_QUERY, '$1[hidden]')
    .replace(SECRET_FIELD, '$1[hidden]')
    .replace(SECRET_RUN, (run) => (isHarmless(run) ? run : '[hidden]'))
    .replace(KEY_ID, '$1...$2');
}

/** How paths begin. Base64 begins so by chance once in a thousand million times. */
const PATH_START =
  /^\/(home|Users|root|tmp|var|etc|opt|usr|srv|mnt|media|run|private|Volumes|Library|data|work|workspaces?|builds?)\//;

/** Digests in hex, paths, and ARNs made of words: long, and nobody's secret. */
function isHarmless(run: string): boolean {
  if (/^[0-9a-f]+$/.test(run) || PATH_START.test(run)) {
    return true;
  }
  // Words of a path are short; in base64 a slash is only one character in thirty-two.
  const parts = run.split(/[/_=-]/);
  return (
    parts.length > 1 &&
    parts.every(
      (part) => /^([A-Za-z]?[a-z]*|[A-Z]*|\d*|[A-Za-z]{0,24})$/.test(part) && part.length <= 24,
    )
  );
}
