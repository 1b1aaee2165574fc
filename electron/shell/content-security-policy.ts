/**
 * What a page of ours may do, by directive. Everything is shut; scripts, styles, images and fonts
 * come from the app's own files alone. React and Base UI need no more: they set styles through the
 * object model, which `style-src` does not concern, and assign no HTML, so that no trusted type has
 * to be made at all.
 * https://www.w3.org/TR/CSP3/ and https://www.w3.org/TR/trusted-types/
 */
const DIRECTIVES = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  'connect-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'object-src': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': "'none'",
} as const;

/** The value of the Content-Security-Policy header that every answer of `app:` carries. */
export const CONTENT_SECURITY_POLICY = Object.entries(DIRECTIVES)
  .map(([name, sources]) => `${name} ${sources}`)
  .join('; ');
