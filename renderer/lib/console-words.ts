import type { ConsoleWish } from '../../electron/contract/access.ts';
import type { Failure } from '../../electron/contract/results.ts';

/** The console as it opens without a choice. */
export const CONSOLE_HOME: ConsoleWish = { service: '', isReadOnly: false };

/** Services to begin with; any other name of a service does as well. */
export const CONSOLE_SERVICES: readonly string[] = [
  'billing',
  'cloudformation',
  'cloudwatch',
  'dynamodb',
  'ec2',
  'ecs',
  'eks',
  'iam',
  'lambda',
  'rds',
  's3',
  'sqs',
  'vpc',
];

/** Why a base has no console; roles always have one. */
export const WHY_NO_CONSOLE =
  'AWS opens the console for no long-term key, nor for its MFA session. Open it from a role that starts here.';

/** The same as an answer to who asks for it. */
export function noConsole(profile: string): Failure {
  return {
    code: 'CONSOLE_NOT_POSSIBLE',
    message: `${profile} is a base with a long-term key: AWS opens the console for no such key`,
    hint: 'Pick a role that starts from it.',
  };
}
