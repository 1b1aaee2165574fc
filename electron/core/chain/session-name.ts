import type { ProfileProperty } from '../aws-config/types.ts';
import { invalid } from './fault.ts';

/** What the placeholders of a session name stand for. */
export interface SessionNameContext {
  readonly user: string;
  readonly host: string;
  readonly role: string;
}

const DEFAULT_TEMPLATE = '{user}@{host}';
const PLACEHOLDER = /\{([^{}]*)\}/g;
const PLACEHOLDER_NAMES: readonly string[] = ['user', 'host', 'role'];

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html, RoleSessionName. */
const FORBIDDEN = /[^\w+=,.@-]/;
const LEAST_LENGTH = 2;
const MOST_LENGTH = 64;

/**
 * The name that CloudTrail shows for a session. `{user}`, `{host}` and `{role}` are filled in; what
 * AWS does not accept becomes `-`, accents are dropped, and the result has 2 to 64 characters.
 */
export function sessionName(template: string | undefined, context: SessionNameContext): string {
  const filled = (template ?? DEFAULT_TEMPLATE).replace(PLACEHOLDER, (written, name: string) =>
    PLACEHOLDER_NAMES.includes(name) ? context[name as keyof SessionNameContext] : written,
  );
  const accepted = filled
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w+=,.@-]+/g, '-')
    .slice(0, MOST_LENGTH);
  return accepted.length < LEAST_LENGTH ? `role-valet-${accepted}`.replace(/-$/, '') : accepted;
}

/**
 * Checks a template as a file gives it: what the user wrote must reach AWS as written, so only the
 * placeholders' values are ever changed. Throws CONFIG_INVALID.
 */
export function checkSessionNameTemplate(property: ProfileProperty): string {
  const template = property.value;
  for (const [written, name] of template.matchAll(PLACEHOLDER)) {
    if (name === undefined || !PLACEHOLDER_NAMES.includes(name)) {
      throw invalid(
        property,
        `the session name has the unknown placeholder ${written}`,
        'Use {user}, {host} or {role}.',
      );
    }
  }
  const literal = template.replace(PLACEHOLDER, '');
  const forbidden = FORBIDDEN.exec(literal);
  if (forbidden !== null) {
    throw invalid(
      property,
      `the session name holds ${JSON.stringify(forbidden[0])}, which AWS does not accept`,
      'Use letters, digits and any of _ + = , . @ - only.',
    );
  }
  const hasPlaceholder = literal !== template;
  if (literal.length > MOST_LENGTH || (!hasPlaceholder && literal.length < LEAST_LENGTH)) {
    throw invalid(
      property,
      `the session name has ${literal.length} characters; AWS accepts ${LEAST_LENGTH} to ${MOST_LENGTH}`,
      'Shorten or lengthen it.',
    );
  }
  return template;
}
