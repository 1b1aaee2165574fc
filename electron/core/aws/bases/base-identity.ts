import { createHash } from 'node:crypto';
import { RoleValetError } from '../../../contract/errors.ts';
import type { Base, BaseKind } from '../../chain/types.ts';
import { decidingVariables } from './command-variables.ts';
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
  // One line may stand in many profiles, and give what variables choose.
  process: (request, { platform, environment }) => {
    const { configPath, credentialsPath } = request.config;
    const words = readProcess(request, platform);
    const variables = digest(decidingVariables(environment));
    return [request.base.profile, configPath, credentialsPath, words, variables];
  },
  'web-identity': (request, parts) => {
    const call = readWebIdentity(request, parts);
    const { tokenFile, roleArn, sessionName, durationSeconds, policyArns, place } = call;
    const { region, endpoint } = place;
    return [tokenFile, roleArn, sessionName, durationSeconds, policyArns, region, endpoint];
  },
  instance: (request, { environment }) => [instanceEndpoint(request, environment)],
  // Every EKS pod has the same address: the token says which pod it is.
  container: (_, { environment }) => [
    containerUri(environment) ?? null,
    environment.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE || null,
    digest(environment.AWS_CONTAINER_AUTHORIZATION_TOKEN),
  ],
};

/** Tells texts apart without holding what is in them; null for none. */
function digest(text: string | undefined): string | null {
  return text ? createHash('sha256').update(text).digest('hex') : null;
}

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
