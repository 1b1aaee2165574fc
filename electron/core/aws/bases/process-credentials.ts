import { isRoleValetError, RoleValetError } from '../../../contract/errors.ts';
import { commandWords } from '../../aws-config/command-words.ts';
import { propertyValue } from '../../aws-config/profile-property.ts';
import { faultAt } from '../../chain/fault.ts';
import { parseJsonObject } from '../../json-object.ts';
import { redact } from '../../redact.ts';
import { baseRefused, placed } from './base-failure.ts';
import { PROFILE_VARIABLES } from './command-variables.ts';
import type { BaseCredentials, BaseParts, BaseRequest } from './types.ts';

/** The longest that a command may take, milliseconds: some wait for a person in a browser. */
const PROCESS_TIME_LIMIT_MS = 60_000;
const MOST_OUTPUT_BYTES = 64 * 1024;

/** Names the profiles whose commands are running, so that a command that asks us again is seen. */
const RUNNING = 'ROLE_VALET_RUNNING_PROCESSES';

/**
 * The command of `credential_process`, split as the AWS CLI splits it: no shell runs it.
 * Throws CONFIG_INVALID, naming the line.
 */
export function readProcess(
  { base, config }: BaseRequest,
  platform: BaseParts['platform'],
): readonly string[] {
  const command = propertyValue(config.profiles.get(base.profile), 'credential_process') ?? '';
  const words = commandWords(command, platform);
  if (words === undefined || words.length === 0) {
    throw faultAt(
      'CONFIG_INVALID',
      base.at,
      `credential_process of profile ${base.profile} is empty or has an unclosed quote`,
      'Write it as: program argument "argument with blanks".',
    );
  }
  return words;
}

/**
 * Runs the command and reads the JSON that it prints
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html). The SDK's own
 * provider is not used: it runs a shell, without a limit on the time. The command gets the variables
 * of the app but those that name a profile. Throws COMMAND_FAILED,
 * BASE_REFUSED for an answer that is none, and CHAIN_LOOP where the command leads back here.
 */
export async function processCredentials(
  parts: Pick<BaseParts, 'commands' | 'environment' | 'platform'>,
  request: BaseRequest,
): Promise<BaseCredentials> {
  const { base } = request;
  const running = (parts.environment[RUNNING] ?? '').split('\n').filter((name) => name !== '');
  if (running.includes(base.profile)) {
    throw faultAt(
      'CHAIN_LOOP',
      base.at,
      `credential_process of profile ${base.profile} asks Role Valet for the same profile again`,
      'Let it name a program that has credentials of its own.',
    );
  }
  const output = await placed(base, () =>
    redacted(
      parts.commands.run(readProcess(request, parts.platform), {
        timeoutMs: PROCESS_TIME_LIMIT_MS,
        maxBytes: MOST_OUTPUT_BYTES,
        environment: {
          ...parts.environment,
          ...Object.fromEntries(PROFILE_VARIABLES.map((name) => [name, undefined])),
          [RUNNING]: [...running, base.profile].join('\n'),
        },
      }),
    ),
  );
  return readOutput(request, output);
}

function readOutput({ base }: BaseRequest, output: string): BaseCredentials {
  const refuse = (what: string) =>
    baseRefused(
      base,
      `credential_process of profile ${base.profile} ${what}`,
      'Run the command in a terminal: it must print one JSON object with Version 1, AccessKeyId, SecretAccessKey, SessionToken and Expiration.',
    );
  const answer = parseJsonObject(output);
  if (answer === undefined) throw refuse('printed something else than a JSON object');
  if (answer.Version !== 1) throw refuse('did not print "Version": 1');
  const text = (name: string): string | undefined => {
    const value = answer[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') throw refuse(`printed a ${name} that is no text`);
    return value;
  };
  const accessKeyId = text('AccessKeyId');
  const secretAccessKey = text('SecretAccessKey');
  const sessionToken = text('SessionToken');
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw refuse('printed no AccessKeyId or no SecretAccessKey');
  }
  const end = text('Expiration');
  const expiration = end === undefined ? undefined : Date.parse(end);
  if (Number.isNaN(expiration)) throw refuse('printed an Expiration that is no time');
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(expiration === undefined ? {} : { expiration }),
  };
}

/** What a command wrote to standard error stands in the message, and may hold a secret. */
async function redacted(work: Promise<string>): Promise<string> {
  try {
    return await work;
  } catch (error) {
    if (!isRoleValetError(error)) throw error;
    throw new RoleValetError(error.code, redact(error.message), error.hint);
  }
}
