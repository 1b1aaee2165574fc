/** Names, in the spellings of AWS, shells, JSON, XML and headers, whose value is a secret. */
const SECRET_NAME =
  '(?:secret[ _-]?access[ _-]?key|session[_-]?token|security[_-]?token|sessionkey|signin[_-]?token|access[_-]?token|refresh[_-]?token|client[_-]?secret|device[_-]?code|code[_-]?verifier|token[_-]?code|mfa[_-]?code|password|passphrase|aws_container_authorization_token)';

/** What stands between a name and its value; quotes are escaped where JSON holds JSON. */
const SEPARATOR = String.raw`\\*["']?\s*[=:>]\s*\\*["']?`;

const SECRET_FIELD = new RegExp(String.raw`(${SECRET_NAME}${SEPARATOR})([^\s"'<&,;]+)`, 'gi');

const ONLY_SECRET_NAME = new RegExp(`${SECRET_NAME}|authorization`, 'i');

/** A one-time code behind its name, as an argument or in a sentence. */
const CODE = /((?:mfa|token|one[ _-]?time)[ _-]?code\s+)\d{3} ?\d{3}\b/gi;

/** The rest of the line: schemes differ in how many words follow. */
const AUTHORIZATION = /(authorization\\*["']?\s*[=:]\s*\\*["']?)[^"'\r\n]+/gi;

const BEARER = /(\bbearer\s+)[^\s"'<,;]{12,}/gi;

const URL_QUERY = /(\bhttps?:\/\/[^\s"'?<>]+\?)[^\s"'<>]+/gi;

/** Names and passwords in links, as proxies have them. */
const URL_USER = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s"'<>/@]+@/gi;

/** Long runs of base64, link-encoded or not: secret keys have 40 characters, tokens hundreds. */
const SECRET_RUN = /(?:[A-Za-z0-9+/_=-]|%[0-9a-f]{2}){40,}/gi;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const KEY_ID = /(?<![A-Za-z0-9])(A[KS]IA)[A-Z0-9]{8,120}([A-Z0-9]{4})(?![A-Za-z0-9])/g;

/**
 * Masks what may be a secret in a text for logs and screens: secret keys, session tokens, codes
 * behind a telling name, authorization headers, queries of links, and the middle of key ids. A last
 * line of defence, not a licence to pass secrets.
 */
export function redact(text: string): string {
  return text
    .replace(AUTHORIZATION, '$1[hidden]')
    .replace(BEARER, '$1[hidden]')
    .replace(URL_USER, '$1[hidden]@')
    .replace(URL_QUERY, '$1[hidden]')
    .replace(SECRET_FIELD, '$1[hidden]')
    .replace(CODE, '$1[hidden]')
    .replace(SECRET_RUN, (run) => (isHarmless(run) ? run : '[hidden]'))
    .replace(KEY_ID, '$1...$2');
}

/** True where a field of this name holds a secret, whatever its value looks like. */
export function isSecretName(name: string): boolean {
  return ONLY_SECRET_NAME.test(name);
}

/** How paths begin. Base64 begins so by chance once in a thousand million times. */
const PATH_START =
  /^\/(home|Users|root|tmp|var|etc|opt|usr|srv|mnt|media|run|private|Volumes|Library|data|work|workspaces?|builds?)\//;

/** Digests in hex, paths, and ARNs made of words: long, and nobody's secret. */
function isHarmless(run: string): boolean {
  if (/^[0-9a-f]+$/.test(run)) {
    return true;
  }
  if (PATH_START.test(run)) {
    // Folders may have odd names, but a part as long as a secret is checked like one.
    return run.split('/').every((part) => part.length < 40 || isWordy(part));
  }
  return isWordy(run);
}

/**
 * True for words joined by signs. Capitals come first in a word or alone, and digits last: among
 * twenty million random secret keys none looked like that.
 */
function isWordy(run: string): boolean {
  const parts = run.split(/[/_=+-]|%[0-9a-f]{2}/i);
  return (
    parts.length > 1 &&
    parts.every(
      (part) =>
        part.length <= 24 &&
        (/^(?:[A-Z]?[a-z]*|[A-Z]+)\d*$/.test(part) ||
          /^(?:[A-Z]{2,}|[A-Z]?[a-z]{3,})*\d*$/.test(part)),
    )
  );
}
