import type { Tag } from '../organisation.ts';
import { validationError } from '../sts-failure.ts';
import type { Parameters } from '../wire/parameters.ts';
import {
  EXTERNAL_ID,
  POLICY,
  ROLE_ARN,
  ROLE_SESSION_NAME,
  SERIAL_NUMBER,
  SOURCE_IDENTITY,
  TOKEN_CODE,
} from './constraints.ts';
import { type PolicyParameters, readPolicyParameters } from './session-policies.ts';
import { readTags, readTransitiveTagKeys } from './session-tags.ts';
import { makeValidator } from './validator.ts';

/** The parameters of AssumeRole, each within the model's constraints. */
export interface AssumeRoleParameters {
  readonly roleArn: string;
  readonly roleSessionName: string;
  /** Seconds, 900 to 43,200. */
  readonly durationSeconds: number;
  readonly externalId: string | undefined;
  readonly serialNumber: string | undefined;
  readonly tokenCode: string | undefined;
  readonly sourceIdentity: string | undefined;
  readonly tags: readonly Tag[];
  readonly transitiveTagKeys: readonly string[];
  readonly policies: PolicyParameters;
}

/** Reads the parameters. Throws ValidationError with all that is wrong. */
export function readAssumeRole(parameters: Parameters): AssumeRoleParameters {
  const validator = makeValidator();
  const roleArn = parameters.text('RoleArn');
  const roleSessionName = parameters.text('RoleSessionName');
  const externalId = parameters.text('ExternalId');
  const serialNumber = parameters.text('SerialNumber');
  const tokenCode = parameters.text('TokenCode');
  const sourceIdentity = parameters.text('SourceIdentity');
  validator.text('roleArn', roleArn, ROLE_ARN);
  validator.text('roleSessionName', roleSessionName, ROLE_SESSION_NAME);
  const durationSeconds = validator.integer(
    'durationSeconds',
    parameters.text('DurationSeconds'),
    900,
    43_200,
  );
  validator.text('externalId', externalId, EXTERNAL_ID);
  validator.text('serialNumber', serialNumber, SERIAL_NUMBER);
  validator.text('tokenCode', tokenCode, TOKEN_CODE);
  validator.text('sourceIdentity', sourceIdentity, SOURCE_IDENTITY);
  const policies = readPolicyParameters(parameters, validator, POLICY);
  const tags = readTags(parameters, validator);
  const transitiveTagKeys = readTransitiveTagKeys(parameters, validator);
  validator.finish();
  checkRoleArn(roleArn ?? '');
  if (sourceIdentity?.startsWith('aws:') === true) {
    throw validationError('Source identity must not begin with aws:');
  }
  return {
    roleArn: roleArn ?? '',
    roleSessionName: roleSessionName ?? '',
    durationSeconds: durationSeconds ?? 3600,
    externalId,
    serialNumber,
    tokenCode,
    sourceIdentity,
    tags,
    transitiveTagKeys,
    policies,
  };
}

/**
 * STS hardly looks at an ARN: what is none at all, or of another service or partition, is invalid; a
 * role ARN with a slip in it is merely the name of no role.
 */
function checkRoleArn(arn: string): void {
  if (!arn.startsWith('arn:')) {
    throw validationError(`${arn} is invalid`);
  }
  if (!arn.startsWith('arn:aws:iam:')) {
    throw validationError('Request ARN is invalid');
  }
}
