import type { Cause, CauseName, Certainty } from '../../contract/explanation.ts';
import type { CallEvidence } from '../aws/sts/refused-call.ts';
import { readRoleArn } from '../chain/arn.ts';
import type { Caller } from './caller.ts';

/** What an explanation is made from: the refused call, and who made it as far as that is known. */
export interface Facts {
  readonly evidence: CallEvidence;
  readonly caller: Caller;
}

/** The words of a cause, before it is said how sure it is. */
export type CauseTexts = Pick<Cause, 'title' | 'why' | 'check' | 'command'>;

/** Words by cause; each area of causes has a table of its own. */
export type CauseTable<Name extends CauseName> = Readonly<
  Record<Name, (facts: Facts) => CauseTexts>
>;

/** A cause by its name, before it is put into words. */
export interface RankedCause {
  readonly name: CauseName;
  readonly certainty: Certainty;
  /** What a check or AWS's own text showed; stands in place of the usual reason. */
  readonly why?: string;
}

/** Name and account of the role that was to be assumed, for sentences. */
export function roleOf({ evidence }: Facts): { readonly name: string; readonly accountId: string } {
  const reading = readRoleArn(evidence.roleArn ?? '');
  return reading.ok
    ? { name: reading.arn.roleName, accountId: reading.arn.accountId }
    : { name: 'the role', accountId: '' };
}

/** The profile whose settings shaped the call, as its section reads in the config file. */
export function sectionOf({ evidence }: Facts): string {
  const name = evidence.place?.at;
  return name === undefined ? 'the profile' : `[profile ${name}]`;
}

/** Where a role's trust policy is found in the console. */
export function trustPlace(facts: Facts): string {
  const { name, accountId } = roleOf(facts);
  return `IAM console of account ${accountId}, Roles, ${name}, Trust relationships`;
}

/** A command of the AWS CLI, each word quoted for a POSIX shell where it needs it. */
export function awsCommand(...words: readonly string[]): string {
  const quoted = words.map((word) =>
    /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`,
  );
  return ['aws', ...quoted].join(' ');
}

/** Shows the role with its trust policy and its longest session. */
export function getRoleCommand(facts: Facts): string {
  return awsCommand('iam', 'get-role', '--role-name', roleOf(facts).name);
}
