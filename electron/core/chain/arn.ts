import { PARTITIONS, partitionNamed } from './partitions.ts';

/** A role's ARN, taken apart. */
export interface RoleArn {
  readonly partition: string;
  readonly accountId: string;
  /** With its slashes: `/` or `/teams/web/`. */
  readonly path: string;
  /** Last part of the path and name. */
  readonly roleName: string;
}

/** Either the parts, or one phrase that says what is wrong. */
export type RoleArnReading =
  | { readonly ok: true; readonly arn: RoleArn }
  | { readonly ok: false; readonly fault: string };

/** Path (512) and name (64) in one class: a nested quantifier over the path would be exponential. */
const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\x21-\x7e]{1,576}$/;
const PREFIX = 'arn:';
const SERVICE = ':iam::';
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;
const MOST_PATH = 512;

/**
 * Reads `arn:<partition>:iam::<account>:role/<path/><name>`
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html). AWS answers most
 * wrong ARNs with a bare AccessDenied, so the fault is named here.
 */
export function readRoleArn(text: string): RoleArnReading {
  if (!ROLE_ARN.test(text)) return { ok: false, fault: faultOf(text) };
  const partition = text.slice(PREFIX.length, text.indexOf(':', PREFIX.length));
  const account = PREFIX.length + partition.length + SERVICE.length;
  const accountId = text.slice(account, text.indexOf(':', account));
  const slash = text.lastIndexOf('/');
  const roleName = text.slice(slash + 1);
  const path = text.slice(text.indexOf('/'), slash + 1);
  const fault = partitionFault(partition) ?? nameFault(roleName) ?? pathFault(path);
  return fault === undefined
    ? { ok: true, arn: { partition, accountId, path, roleName } }
    : { ok: false, fault };
}

/** What is wrong, from the front to the back. */
function faultOf(text: string): string {
  if (/^["']/.test(text)) return 'it is in quotes, which AWS tools take as part of the value';
  if (!text.startsWith('arn:')) return 'it does not begin with "arn:"';
  if (/\s/.test(text)) return 'it holds a blank';
  const [, partition = '', service = '', region = '', account = '', ...rest] = text.split(':');
  const partitionIsWrong = partitionFault(partition);
  if (partitionIsWrong !== undefined) return partitionIsWrong;
  if (service === 'sts') {
    return 'it is the ARN of a session (sts), not of a role; AWS leaves the path out there, so look the role up in IAM';
  }
  if (service !== 'iam') return `its service is ${JSON.stringify(service)} instead of "iam"`;
  if (/^\d+$/.test(region) || region.startsWith('role')) {
    return 'a colon is missing: "iam" is followed by two colons, then the account ("iam::111122223333")';
  }
  if (region !== '') return `it names the region ${JSON.stringify(region)}; roles have none`;
  return accountFault(account) ?? resourceFault(rest.join(':'), rest.length);
}

function partitionFault(partition: string): string | undefined {
  if (partitionNamed(partition) !== undefined) return undefined;
  const names = PARTITIONS.map(({ name }) => name).join(', ');
  return `its partition ${JSON.stringify(partition)} is none of ${names}`;
}

function accountFault(account: string): string | undefined {
  if (/^\d{12}$/.test(account)) return undefined;
  if (account === '') return 'the account is missing: a colon too many, or no account id';
  if (account.startsWith('role/')) return 'the account is missing between "iam::" and ":role/"';
  if (/^\d+$/.test(account)) return `its account has ${account.length} digits instead of 12`;
  if (/^[\d-]+$/.test(account))
    return 'its account is written with dashes; write the 12 digits only';
  return `its account ${JSON.stringify(account)} is not 12 digits; an alias can't stand there`;
}

function resourceFault(resource: string, partCount: number): string {
  if (partCount === 0 || resource === '') return 'the part ":role/NAME" is missing';
  if (resource.startsWith('role:')) return 'it has "role:" instead of "role/"';
  const kind = /^[\w-]*/.exec(resource)?.[0] ?? '';
  if (kind !== 'role') return `it names a ${JSON.stringify(kind)}, not a role`;
  if (!resource.startsWith('role/')) return 'a slash is missing after "role"';
  const slash = resource.lastIndexOf('/');
  const name = resource.slice(slash + 1);
  return (
    nameFault(name) ??
    pathFault(resource.slice(resource.indexOf('/'), slash + 1)) ??
    'it holds characters that an ARN can not have'
  );
}

function nameFault(name: string): string | undefined {
  if (ROLE_NAME.test(name)) return undefined;
  if (name === '') return 'the role has no name after the last slash';
  if (name.length > 64) return `the role's name has ${name.length} characters; AWS allows 64`;
  const wrong = /[^\w+=,.@-]/.exec(name)?.[0] ?? '';
  return `the role's name holds ${JSON.stringify(wrong)}, which AWS does not allow`;
}

function pathFault(path: string): string | undefined {
  return path.length > MOST_PATH
    ? `the role's path has ${path.length} characters; AWS allows ${MOST_PATH}`
    : undefined;
}
