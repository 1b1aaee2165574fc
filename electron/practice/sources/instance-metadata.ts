import type { Clock, Random } from '../../core/ports.ts';
import type { PracticeSts } from '../practice-sts.ts';
import { StsFailure } from '../sts-failure.ts';
import type { HttpRequest } from '../wire/http-request.ts';
import {
  jsonAnswer,
  type LoopbackAnswer,
  type LoopbackServer,
  startLoopbackServer,
  textAnswer,
} from './loopback-server.ts';
import { instantText, type KeptCredentials, keepCredentials } from './service-credentials.ts';

export interface InstanceMetadataOptions {
  readonly sts: Pick<PracticeSts, 'issueSession'>;
  readonly clock: Clock;
  readonly random: Random;
  /** The role of the instance's profile; undefined: the instance has none. */
  readonly roleArn: string | undefined;
  /** Where the instance runs. Default: eu-west-1. */
  readonly region?: string;
  /** Seconds. Default: six hours, as EC2 gives. */
  readonly durationSeconds?: number;
  readonly port?: number;
}

export interface InstanceMetadataServer extends LoopbackServer {
  /** What turns AWS tools to this server. */
  readonly environment: Readonly<Record<string, string>>;
  /** Gives the instance another role, or none. */
  attach(roleArn: string | undefined): void;
  /** The next request for credentials gets new ones. */
  rotate(): void;
}

const TOKEN_PATH = '/latest/api/token';
const CREDENTIALS_PATH = '/latest/meta-data/iam/security-credentials/';
const LONGEST_TOKEN_SECONDS = 21_600;

/**
 * Starts an instance metadata service that answers version 2 requests only, as instances are launched
 * today (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html).
 */
export async function startInstanceMetadata(
  options: InstanceMetadataOptions,
): Promise<InstanceMetadataServer> {
  const { sts, clock, random, region = 'eu-west-1', durationSeconds = 21_600, port } = options;
  const instanceId = `i-0${Buffer.from(random.bytes(8)).toString('hex')}`;
  const tokens = new Map<string, number>();
  let role: { readonly name: string; readonly kept: KeptCredentials } | undefined;
  const attach = (roleArn: string | undefined): void => {
    role =
      roleArn === undefined
        ? undefined
        : {
            name: roleArn.slice(roleArn.lastIndexOf('/') + 1),
            kept: keepCredentials(clock, () =>
              sts.issueSession({
                kind: 'instance',
                roleArn,
                sessionName: instanceId,
                durationSeconds,
              }),
            ),
          };
  };
  attach(options.roleArn);

  const answer = (request: HttpRequest): LoopbackAnswer => {
    const { method, path, headers } = request;
    if (headers.has('x-forwarded-for')) {
      // It came through a proxy, which may be how someone outside reaches the instance's credentials.
      return page(403, 'Forbidden');
    }
    if (path === TOKEN_PATH) {
      return method === 'PUT' ? giveToken(headers) : page(405, 'Method Not Allowed');
    }
    const endsAt = tokens.get(headers.get('x-aws-ec2-metadata-token') ?? '');
    if (endsAt === undefined || endsAt <= clock.now()) {
      return page(401, 'Unauthorized');
    }
    if (method !== 'GET') {
      return page(405, 'Method Not Allowed');
    }
    return giveMetadata(path);
  };

  const giveToken = (headers: ReadonlyMap<string, string>): LoopbackAnswer => {
    const text = headers.get('x-aws-ec2-metadata-token-ttl-seconds') ?? '';
    const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0;
    if (seconds < 1 || seconds > LONGEST_TOKEN_SECONDS) {
      return page(400, 'Bad Request');
    }
    const token = `AQA${Buffer.from(random.bytes(39)).toString('base64url')}==`;
    tokens.set(token, clock.now() + seconds * 1000);
    return textAnswer(200, token, { 'X-Aws-Ec2-Metadata-Token-Ttl-Seconds': String(seconds) });
  };

  const giveMetadata = (path: string): LoopbackAnswer => {
    if (path === '/latest/meta-data/instance-id') {
      return textAnswer(200, instanceId);
    }
    if (path === '/latest/meta-data/placement/region') {
      return textAnswer(200, region);
    }
    if (path.replace(/\/$/, '') === '/latest/meta-data/placement/availability-zone') {
      return textAnswer(200, `${region}a`);
    }
    if (role !== undefined && `${path.replace(/\/$/, '')}/` === CREDENTIALS_PATH) {
      return textAnswer(200, role.name);
    }
    if (role !== undefined && path === CREDENTIALS_PATH + role.name) {
      return jsonAnswer(200, credentialsOf(role.kept, clock));
    }
    return page(404, 'Not Found');
  };

  const server = await startLoopbackServer(answer, port);
  return {
    ...server,
    environment: {
      AWS_EC2_METADATA_SERVICE_ENDPOINT: server.url,
      AWS_EC2_METADATA_DISABLED: 'false',
    },
    attach,
    rotate: () => role?.kept.drop(),
  };
}

/** The document of the role; with 200 and a code where EC2 may not assume the role, as EC2 does it. */
function credentialsOf(kept: KeptCredentials, clock: Clock): Readonly<Record<string, string>> {
  const now = instantText(clock.now());
  try {
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = kept.current();
    return {
      Code: 'Success',
      LastUpdated: now,
      Type: 'AWS-HMAC',
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      Token: sessionToken,
      Expiration: instantText(expiration),
    };
  } catch (error) {
    if (error instanceof StsFailure) {
      return {
        Code: 'AssumeRoleUnauthorizedAccess',
        Message:
          'EC2 cannot assume the role. Please see documentation at https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html#troubleshoot-iam-role-assume-errors.',
        LastUpdated: now,
      };
    }
    throw error;
  }
}

function page(status: number, title: string): LoopbackAnswer {
  return {
    status,
    headers: { 'Content-Type': 'text/html', Server: 'EC2ws' },
    body: `<?xml version="1.0" encoding="iso-8859-1"?>\n<html><head><title>${status} - ${title}</title></head><body><h1>${status} - ${title}</h1></body></html>\n`,
  };
}
