import type { Clock, Random } from '../../core/ports.ts';
import type { PracticeSts } from '../practice-sts.ts';
import { randomRequestId } from '../random-names.ts';
import { isSameText } from '../same-text.ts';
import { StsFailure } from '../sts-failure.ts';
import type { HttpRequest } from '../wire/http-request.ts';
import {
  jsonAnswer,
  type LoopbackAnswer,
  type LoopbackServer,
  startLoopbackServer,
} from './loopback-server.ts';
import { instantText, keepCredentials } from './service-credentials.ts';

export interface ContainerCredentialsOptions {
  readonly sts: Pick<PracticeSts, 'issueSession'>;
  readonly clock: Clock;
  readonly random: Random;
  /** The role of the task or pod. */
  readonly roleArn: string;
  /** What runs the container. Default: an ECS `task`. */
  readonly kind?: 'task' | 'pod';
  /** Seconds. Default: six hours. */
  readonly durationSeconds?: number;
  readonly port?: number;
}

export interface ContainerCredentialsServer extends LoopbackServer {
  /** For `AWS_CONTAINER_CREDENTIALS_FULL_URI`. */
  readonly fullUri: string;
  /**
   * For `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI`, which tools look up at 169.254.170.2: only a
   * machine that sends that address here can use it.
   */
  readonly relativeUri: string;
  /** The whole Authorization header that is wanted now. */
  readonly authorizationToken: string;
  /** What turns AWS tools to this server, with the token of now. */
  readonly environment: Readonly<Record<string, string>>;
  /** Wants another token from now on, as EKS replaces the content of its token file. */
  rotateToken(): string;
  /** The next request for credentials gets new ones. */
  rotate(): void;
}

/**
 * Starts the credentials endpoint of a container: the ECS agent's
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html) or EKS Pod
 * Identity's (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html). Both want
 * the token here: an open port on loopback is not an ECS network of its own.
 */
export async function startContainerCredentials(
  options: ContainerCredentialsOptions,
): Promise<ContainerCredentialsServer> {
  const { sts, clock, random, roleArn, kind = 'task', durationSeconds = 21_600, port } = options;
  const makeToken = (): string => Buffer.from(random.bytes(30)).toString('base64url');
  const sessionName =
    kind === 'task'
      ? Buffer.from(random.bytes(16)).toString('hex')
      : `eks-practice-web-${randomRequestId(random)}`;
  const relativeUri =
    kind === 'task' ? `/v2/credentials/${randomRequestId(random)}` : '/v1/credentials';
  let token = makeToken();
  const kept = keepCredentials(clock, () =>
    sts.issueSession({ kind, roleArn, sessionName, durationSeconds }),
  );

  const answer = ({ method, path, headers }: HttpRequest): LoopbackAnswer => {
    if (method !== 'GET') {
      return refusal(405, 'MethodNotAllowed', 'Only GET is supported');
    }
    if (path !== relativeUri) {
      return refusal(400, 'InvalidIdInRequest', 'CredentialsV2Request: ID not found');
    }
    if (!isSameText(headers.get('authorization') ?? '', token)) {
      return refusal(403, 'AccessDenied', 'invalid Authorization token');
    }
    try {
      const { accessKeyId, secretAccessKey, sessionToken, expiration } = kept.current();
      return jsonAnswer(200, {
        ...(kind === 'task' ? { RoleArn: roleArn } : { AccountId: roleArn.split(':')[4] }),
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        Token: sessionToken,
        Expiration: instantText(expiration),
      });
    } catch (error) {
      if (error instanceof StsFailure) {
        return refusal(error.status, error.code, error.message);
      }
      throw error;
    }
  };

  const server = await startLoopbackServer(answer, port);
  const fullUri = server.url + relativeUri;
  return {
    ...server,
    fullUri,
    relativeUri,
    get authorizationToken() {
      return token;
    },
    get environment() {
      return {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: fullUri,
        AWS_CONTAINER_AUTHORIZATION_TOKEN: token,
      };
    },
    rotateToken() {
      token = makeToken();
      return token;
    },
    rotate: () => kept.drop(),
  };
}

function refusal(status: number, code: string, message: string): LoopbackAnswer {
  return jsonAnswer(status, { Code: code, Message: message });
}
