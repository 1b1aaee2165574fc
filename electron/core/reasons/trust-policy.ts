import { parseJsonObject } from '../json-object.ts';

/** A statement of a trust policy, as far as an explanation looks at it. */
export interface TrustStatement {
  readonly isAllow: boolean;
  /** `AWS` principals: ARNs, account ids, unique ids of deleted ones, or `*`. */
  readonly principals: readonly string[];
  /** True where the principals are those who are not meant. */
  readonly isNotPrincipal: boolean;
  readonly actions: readonly string[];
  /** True where the actions are those that are not meant. */
  readonly isNotAction: boolean;
  readonly conditions: readonly TrustCondition[];
}

export interface TrustCondition {
  /** Such as `StringEquals`, with its prefix and suffix. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/**
 * The statements of a trust policy's JSON text. Undefined where it can't be read: then nothing is
 * concluded from it.
 */
export function readTrustPolicy(text: string): readonly TrustStatement[] | undefined {
  const document = parseJsonObject(text);
  if (document === undefined) return undefined;
  const statements = asList(document.Statement).map(readStatement);
  return statements.every((statement) => statement !== undefined) ? statements : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function readStatement(value: unknown): TrustStatement | undefined {
  const fields = asFields(value);
  if (fields === undefined || (fields.Effect !== 'Allow' && fields.Effect !== 'Deny')) {
    return undefined;
  }
  return {
    isAllow: fields.Effect === 'Allow',
    principals: readPrincipals(fields.Principal ?? fields.NotPrincipal),
    isNotPrincipal: fields.NotPrincipal !== undefined,
    actions: asTexts(fields.Action ?? fields.NotAction),
    isNotAction: fields.NotAction !== undefined,
    conditions: readConditions(fields.Condition),
  };
}

function readPrincipals(value: unknown): readonly string[] {
  return value === '*' ? ['*'] : asTexts(asFields(value)?.AWS);
}

function readConditions(value: unknown): readonly TrustCondition[] {
  return Object.entries(asFields(value) ?? {}).flatMap(([operator, keys]) =>
    Object.entries(asFields(keys) ?? {}).map(([key, values]) => ({
      operator,
      key,
      values: asTexts(values),
    })),
  );
}

function asFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : undefined;
}

function asList(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function asTexts(value: unknown): readonly string[] {
  return asList(value).map(String);
}
