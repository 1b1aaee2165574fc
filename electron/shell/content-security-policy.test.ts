import { expect, test } from 'vitest';
import { CONTENT_SECURITY_POLICY } from './content-security-policy.ts';

/** https://www.w3.org/TR/CSP3/#csp-directives and https://www.w3.org/TR/trusted-types/#integration-with-content-security-policy */
const SOURCE_DIRECTIVES = [
  'default-src',
  'child-src',
  'connect-src',
  'font-src',
  'frame-src',
  'img-src',
  'manifest-src',
  'media-src',
  'object-src',
  'script-src',
  'script-src-attr',
  'script-src-elem',
  'style-src',
  'style-src-attr',
  'style-src-elem',
  'worker-src',
  'base-uri',
  'form-action',
  'frame-ancestors',
];

/** What each directive may say here; any other source is a hole. */
function fits(name: string, value: string): boolean {
  if (SOURCE_DIRECTIVES.includes(name)) {
    return value === "'none'" || value === "'self'";
  }
  const others: Readonly<Record<string, string>> = {
    'require-trusted-types-for': "'script'",
    'trusted-types': "'none'",
  };
  return others[name] === value;
}

test('the policy is exactly this', () => {
  expect(CONTENT_SECURITY_POLICY).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
      "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
      "object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  );
});

test('each directive is a known one, stands once, and says what the grammar allows', () => {
  // Browsers ignore an unknown or repeated directive in silence.
  const directives = CONTENT_SECURITY_POLICY.split('; ').map((text) => {
    const [name = '', ...value] = text.split(' ');
    return { name, value: value.join(' ') };
  });
  expect(directives.filter(({ name, value }) => !fits(name, value))).toEqual([]);
  const names = directives.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  // These three do not fall back on default-src.
  expect(names).toEqual(expect.arrayContaining(['base-uri', 'form-action', 'frame-ancestors']));
});
