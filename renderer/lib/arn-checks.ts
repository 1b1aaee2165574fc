import { COMMON_PARTITIONS, PARTITION_NAMES } from './aws-names.ts';

const ROLE_ARN = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/([\x21-\x7e]{1,576})$/;
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;
const MOST_PATH = 512;
const EXAMPLE = 'arn:aws:iam::111122223333:role/NAME';

/**
 * What is wrong with a role's ARN, for its field; undefined where nothing is. AWS answers most wrong
 * ones with a bare "access denied" much later, so the very fault is named here.
 */
export function checkRoleArn(text: string): string | undefined {
  if (text === '') return `Give the role’s ARN, such as ${EXAMPLE}.`;
  const [, partition = '', , resource] = ROLE_ARN.exec(text) ?? [];
  if (resource === undefined) return shapeFault(text);
  const slash = resource.lastIndexOf('/');
  if (!PARTITION_NAMES.includes(partition)) return partitionFault(partition);
  if (slash + 2 > MOST_PATH) return `The path is too long: AWS allows ${MOST_PATH} characters.`;
  return nameFault(resource.slice(slash + 1));
}

/** Faults of the shape, from the front to the back. */
function shapeFault(text: string): string {
  if (/^["']/.test(text)) return 'Leave the quotes out: AWS tools take them as part of the value.';
  if (!text.startsWith('arn:')) return `An ARN begins with “arn:”, such as ${EXAMPLE}.`;
  if (/\s/.test(text)) return 'An ARN holds no blank.';
  const [, partition = '', service = '', region = '', account = '', ...rest] = text.split(':');
  if (!PARTITION_NAMES.includes(partition)) return partitionFault(partition);
  if (service === 'sts') {
    return 'This is the ARN of a session (sts). Look the role itself up in IAM.';
  }
  if (service !== 'iam') return 'The service of a role’s ARN is “iam”.';
  if (region !== '') return 'Two colons follow “iam”, then the account: roles have no region.';
  return accountFault(account) ?? resourceFault(rest.join(':'));
}

function partitionFault(partition: string): string {
  return partition === ''
    ? `The partition is missing after “arn:”, such as ${COMMON_PARTITIONS}.`
    : `AWS has no partition “${partition}”. Usual are ${COMMON_PARTITIONS}.`;
}

function accountFault(account: string): string | undefined {
  if (/^\d{12}$/.test(account)) return undefined;
  if (account === '') return 'The account is missing: 12 digits after “iam::”.';
  if (/^\d+$/.test(account)) return `The account has ${account.length} digits instead of 12.`;
  if (/^[\d-]+$/.test(account)) return 'Write the account’s 12 digits without dashes.';
  return 'The account is its 12 digits; an alias can’t stand there.';
}

function resourceFault(resource: string): string {
  if (resource === '') return 'The end is missing: “:role/NAME”.';
  if (resource.startsWith('role:')) return 'Write “role/” instead of “role:”.';
  if (!resource.startsWith('role/')) {
    const kind = /^[\w-]*/.exec(resource)?.[0];
    return kind === 'role'
      ? 'A slash is missing after “role”.'
      : `This names a ${kind}, not a role.`;
  }
  return (
    nameFault(resource.slice(resource.lastIndexOf('/') + 1)) ??
    'The path is too long, or holds characters that an ARN can’t have.'
  );
}

function nameFault(name: string): string | undefined {
  if (ROLE_NAME.test(name)) return undefined;
  if (name === '') return 'The role’s name is missing after the last slash.';
  if (name.length > 64) return `The role’s name has ${name.length} characters; AWS allows 64.`;
  return 'A role’s name has letters, digits and + = , . @ - _ only.';
}
