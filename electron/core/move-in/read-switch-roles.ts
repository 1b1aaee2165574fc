import { readRoleArn } from '../chain/arn.ts';
import { DEFAULT_PARTITION, partitionOfRegion } from '../chain/partitions.ts';
import { type MoveInReading, type MoveInRole, roleForm } from './move-in-role.ts';
import { nearestColour } from './nearest-colour.ts';

/**
 * Reads the configuration text of the browser extension AWS Extend Switch Roles
 * (https://github.com/tilfinltd/aws-extend-switch-roles#configuration). Never throws.
 *
 * There a section with an account and no role is a base account, where the user signs in to the console;
 * here its name stands for the profile that roles start from. `target_region` and `target_role_name` of
 * a base count for its roles that say nothing themselves. A role without a base gets no source.
 */
export function readSwitchRoles(text: string): MoveInReading {
  const notes: string[] = [];
  const sections = readSections(text, notes);
  const byName = new Map(sections.map((section) => [section.name, section]));
  const sources = new Set(sections.map(({ values }) => values.get('source_profile')));
  const roles: MoveInRole[] = [];
  const bases = new Set<string>();
  for (const section of sections) {
    const source = section.values.get('source_profile') ?? '';
    const base = byName.get(source);
    const arn = arnOf(section, base);
    if (arn === undefined) {
      // A base that no role of the text names is nothing to us.
      if (sources.has(section.name)) bases.add(section.name);
      continue;
    }
    if ('note' in arn) {
      notes.push(arn.note);
      continue;
    }
    roles.push(roleOf(section, base, arn.text, source));
  }
  return { roles, bases: [...bases].map((profile) => ({ profile })), notes };
}

/** True for a text that only the extension could mean: accounts and role names, or colours. */
export function looksLikeSwitchRoles(text: string): boolean {
  return /^\s*(role_name|color|target_region|target_role_name|image)\s*=/m.test(text);
}

interface Section {
  readonly name: string;
  readonly line: number;
  readonly values: ReadonlyMap<string, string>;
}

function roleOf(
  { name, values }: Section,
  base: Section | undefined,
  roleArn: string,
  sourceProfile: string,
): MoveInRole {
  const colour = nearestColour(values.get('color') ?? '');
  return {
    form: roleForm({
      profile: name,
      roleArn,
      sourceProfile,
      region: regionOf(values, base),
      externalId: values.get('external_id') ?? '',
      mfaSerial: values.get('mfa_serial') ?? '',
      durationSeconds: values.get('duration_seconds') ?? '',
    }),
    ...(colour === undefined ? {} : { colour }),
  };
}

function regionOf(values: Section['values'], base: Section | undefined): string {
  return values.get('region') ?? base?.values.get('target_region') ?? '';
}

/** The role's ARN; undefined for a base account; a note for a role whose ARN can't be known. */
function arnOf(
  { name, line, values }: Section,
  base: Section | undefined,
): { readonly text: string } | { readonly note: string } | undefined {
  const written = values.get('role_arn');
  if (written !== undefined) {
    const reading = readRoleArn(written);
    if (reading.ok) return { text: written };
    return { note: `line ${line}: ${name} was left out: its role ARN is wrong: ${reading.fault}` };
  }
  const roleName = values.get('role_name') ?? base?.values.get('target_role_name');
  const account = values.get('aws_account_id');
  if (roleName === undefined || roleName === '') {
    return account === undefined && values.size > 0
      ? { note: `line ${line}: ${name} was left out: it names neither an account nor a role` }
      : undefined;
  }
  if (account === undefined || !/^\d{12}$/.test(account)) {
    const what = account === undefined ? 'it names no account' : `${account} is an alias`;
    return {
      note: `line ${line}: ${name} was left out: ${what}, and only an account id of 12 digits makes an ARN`,
    };
  }
  // The extension knows no partitions: the console of the region tells.
  const partition = partitionOfRegion(regionOf(values, base)) ?? DEFAULT_PARTITION;
  const text = `arn:${partition.name}:iam::${account}:role/${roleName}`;
  const reading = readRoleArn(text);
  if (reading.ok) return { text };
  return { note: `line ${line}: ${name} was left out: its role name is wrong: ${reading.fault}` };
}

/** The extension's own rules: `#` and `;` begin a comment anywhere, and indentation means nothing. */
function readSections(text: string, notes: string[]): readonly Section[] {
  const sections: (Section & { readonly values: Map<string, string> })[] = [];
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const content = raw.replace(/[;#].*$/, '').trim();
    const line = index + 1;
    if (content === '') continue;
    const header = /^\[(.+)\]$/.exec(content)?.[1];
    if (header !== undefined) {
      const name = plainName(header.trim().replace(/^profile\s+/i, ''), notes);
      sections.push({ name, line, values: new Map() });
      continue;
    }
    const equals = content.indexOf('=');
    const section = sections.at(-1);
    if (equals <= 0 || section === undefined) {
      notes.push(`line ${line} was left out: it is neither a header nor a setting of a section`);
      continue;
    }
    const key = content.slice(0, equals).trim();
    const value = content.slice(equals + 1).trim();
    if (section.values.has(key)) notes.push(`line ${line} was left out: ${key} stands twice`);
    else if (value !== '') {
      section.values.set(key, key === 'source_profile' ? plainName(value, []) : value);
    }
  }
  return sections;
}

/** The name as AWS tools can read it: the extension takes any, blanks too. */
function plainName(name: string, notes: string[]): string {
  const plain = name.replaceAll(/[^A-Za-z0-9_@+.%:/-]+/g, '-').replaceAll(/^-+|-+$/g, '');
  if (plain !== name && plain !== '') {
    notes.push(
      `${JSON.stringify(name)} is called ${plain} here: some AWS tools can’t read its name`,
    );
  }
  return plain === '' ? name : plain;
}
