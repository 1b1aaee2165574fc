import type { ProfileProperty } from '../aws-config/types.ts';
import { invalid, type SettingFault } from './fault.ts';

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
 * What is wrong with a template, or undefined for a good one: what the user wrote must reach AWS as
 * written, so only the placeholders' values are ever changed.
 */
export function sessionNameFault(template: string): SettingFault | undefined {
  for (const [written, name] of template.matchAll(PLACEHOLDER)) {
    if (name === undefined || !PLACEHOLDER_NAMES.includes(name)) {
      return {
        message: `the session name has the unknown placeholder ${written}`,
        hint: 'Use {user}, {host} or {role}.',
      };
    }
  }
  const literal = template.replace(PLACEHOLDER, '');
  const forbidden = FORBIDDEN.exec(literal);
  if (forbidden !== null) {
    return {
      message: `the session name holds ${JSON.stringify(forbidden[0])}, which AWS does not accept`,
      hint: 'Use letters, digits and any of _ + = , . @ - only.',
    };
  }
  const hasPlaceholder = literal !== template;
  if (literal.length > MOST_LENGTH || (!hasPlaceholder && literal.length < LEAST_LENGTH)) {
    return {
      message: `the session name has ${literal.length} characters; AWS accepts ${LEAST_LENGTH} to ${MOST_LENGTH}`,
      hint: 'Shorten or lengthen it.',
    };
  }
  return undefined;
}

/** Checks a template as a file gives it. Throws CONFIG_INVALID. */
export function checkSessionNameTemplate(property: ProfileProperty): string {
  const fault = sessionNameFault(property.value);
  if (fault !== undefined) throw invalid(property, fault.message, fault.hint);
  return property.value;
}
