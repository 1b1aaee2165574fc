import { RoleValetError } from '../../../contract/errors.ts';
import type { Base, BaseKind } from '../../chain/types.ts';
import { containerUri } from './container-credentials.ts';
import { instanceEndpoint } from './instance-credentials.ts';
import { readLoginSession } from './login-credentials.ts';
import { readProcess } from './process-credentials.ts';
import { readSsoRole } from './sso-credentials.ts';
import type { BaseParts, BaseRequest } from './types.ts';
import { readWebIdentity } from './web-identity-credentials.ts';

type Settings = Pick<BaseParts, 'environment' | 'user' | 'platform'>;

const SETTINGS: Partial<
  Record<BaseKind, (request: BaseRequest, parts: Settings) => readonly unknown[]>
> = {
  sso: (request, { environment }) => {
    const { signIn, accountId, roleName, endpoint } = readSsoRole(request, environment);
    const { sessionName = null, startUrl, region } = signIn;
    return [sessionName, startUrl, region, accountId, roleName, endpoint];
  },
  login: (request, { environment }) => [
    readLoginSession(request),
    environment.AWS_ENDPOINT_URL_SIGNIN || environment.AWS_ENDPOINT_URL || null,
  ],
  process: (request, { platform }) => readProcess(request, platform),
  'web-identity': (request, parts) => {
    const call = readWebIdentity(request, parts);
    const { tokenFile, roleArn, sessionName, durationSeconds, policyArns, place } = call;
    const { region, endpoint } = place;
    return [tokenFile, roleArn, sessionName, durationSeconds, policyArns, region, endpoint];
  },
  instance: (request, { environment }) => [instanceEndpoint(request, environment)],
  container: (_, { environment }) => [containerUri(environment) ?? null],
};

/** The text that `BaseSource.identity` gives: kind and settings, in a fixed order. */
export function baseIdentity(parts: Settings, request: BaseRequest): string {
  const { base } = request;
  const settings = SETTINGS[base.kind];
  if (settings === undefined) throw notFetched(base);
  return JSON.stringify([base.kind, ...settings(request, parts)]);
}

/** INTERNAL: keys and trios that lie ready are read where they lie. */
export function notFetched({ kind, profile }: Base): RoleValetError {
  return new RoleValetError(
    'INTERNAL',
    `the base ${profile} (${kind}) is none that is fetched`,
    'Report this as a fault of Role Valet.',
  );
}
