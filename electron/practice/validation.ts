import { validationError } from './sts-fault.ts';

/** What a parameter must be, as the service model has it. */
export interface ParameterRule {
  readonly name: string;
  readonly required?: true;
  readonly least?: number;
  readonly most?: number;
  readonly pattern?: string;
  /** Numbers are held against least and most themselves, texts by their length. */
  readonly kind?: 'number';
}

/**
 * Holds parameters against their rules and throws one ValidationError that joins all faults, in the
 * words of AWS's services.
 */
export function checkParameters(parameters: URLSearchParams, rules: readonly ParameterRule[]): void {
  const faults = rules.flatMap((rule) => faultsOf(parameters.get(rule.name), rule));
  if (faults.length > 0) {
    const errors = faults.length === 1 ? 'error' : 'errors';
    throw validationError(`${faults.length} validation ${errors} detected: ${faults.join('; ')}`);
  }
}

function faultsOf(value: string | null, rule: ParameterRule): string[] {
  const field = rule.name.charAt(0).toLowerCase() + rule.name.slice(1);
  if (value === null) {
    return rule.required === true
      ? [`Value null at '${field}' failed to satisfy constraint: Member must not be null`]
      : [];
  }
  const constraint = (text: string): string =>
    `Value '${value}' at '${field}' failed to satisfy constraint: Member must ${text}`;
  if (rule.kind === 'number') {
    const number = Number(value);
    return [
      ...(rule.least !== undefined && number < rule.least
        ? [constraint(`have value greater than or equal to ${rule.least}`)]
        : []),
      ...(rule.most !== undefined && number > rule.most
        ? [constraint(`have value less than or equal to ${rule.most}`)]
        : []),
    ];
  }
  return [
    ...(rule.pattern !== undefined && !new RegExp(`^${rule.pattern}$`, 'u').test(value)
      ? [constraint(`satisfy regular expression pattern: ${rule.pattern}`)]
      : []),
    ...(rule.least !== undefined && value.length < rule.least
      ? [constraint(`have length greater than or equal to ${rule.least}`)]
      : []),
    ...(rule.most !== undefined && value.length > rule.most
      ? [constraint(`have length less than or equal to ${rule.most}`)]
      : []),
  ];
}

const NAME = '[\\w+=,.@-]*';

/** From the STS service model, 2011-06-15. */
export const PARAMETER_RULES: Readonly<Record<string, readonly ParameterRule[]>> = {
  AssumeRole: [
    { name: 'RoleArn', required: true, least: 20, most: 2048 },
    { name: 'RoleSessionName', required: true, least: 2, most: 64, pattern: NAME },
    { name: 'DurationSeconds', kind: 'number', least: 900, most: 43_200 },
    { name: 'ExternalId', least: 2, most: 1224, pattern: '[\\w+=,.@:\\/\\-]*' },
    { name: 'SerialNumber', least: 9, most: 256, pattern: '[\\w+=\\/:,.@\\-]*' },
    { name: 'TokenCode', least: 6, most: 6, pattern: '[\\d]*' },
    { name: 'SourceIdentity', least: 2, most: 64, pattern: NAME },
  ],
  GetSessionToken: [
    { name: 'DurationSeconds', kind: 'number', least: 900, most: 129_600 },
    { name: 'SerialNumber', least: 9, most: 256, pattern: '[\\w+=\\/:,.@\\-]*' },
    { name: 'TokenCode', least: 6, most: 6, pattern: '[\\d]*' },
  ],
  GetFederationToken: [
    { name: 'Name', required: true, least: 2, most: 32, pattern: NAME },
    { name: 'DurationSeconds', kind: 'number', least: 900, most: 129_600 },
    { name: 'Policy', least: 1, most: 2048 },
  ],
  DecodeAuthorizationMessage: [{ name: 'EncodedMessage', required: true, least: 1, most: 10_240 }],
  GetCallerIdentity: [],
};
