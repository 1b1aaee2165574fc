/** Example key of AWS's documentation. */
const KEY_ID = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

/** The base that every chain of `configText` starts from. */
export const BASE_PROFILE = 'main';

const ROLES_PER_HUB = 100;
const ROLES_PER_ACCOUNT = 4;

/**
 * A config file of `roles` roles as large companies have them: a hub for every hundred, behind one base
 * with an MFA device, and a comment over every tenth. Every role is two hops from the base.
 */
export function configText(roles: number): string {
  const sections = [`[profile ${BASE_PROFILE}]\nregion = eu-west-1\noutput = json\n`];
  for (let index = 0; index < roles; index += 1) {
    const hub = `hub-${Math.floor(index / ROLES_PER_HUB)}`;
    if (index % ROLES_PER_HUB === 0) {
      sections.push(
        `[profile ${hub}]\nrole_arn = arn:aws:iam::111122223333:role/${hub}\nsource_profile = ${BASE_PROFILE}\nmfa_serial = arn:aws:iam::111122223333:mfa/alex\nregion = eu-west-1\n`,
      );
    }
    const account = String(200_000_000_000 + Math.floor(index / ROLES_PER_ACCOUNT));
    const comment = index % 10 === 0 ? `# team ${index % 37}, asked for in ticket ${index}\n` : '';
    sections.push(
      `${comment}[profile ${roleName(index)}]\nrole_arn = arn:aws:iam::${account}:role/team/Deploy${index % 9}\nsource_profile = ${hub}\nregion = eu-central-1\nduration_seconds = 3600\n`,
    );
  }
  return sections.join('\n');
}

/** The name of the role with this number in `configText`. */
export function roleName(index: number): string {
  return `team-${index % 37}-account-${Math.floor(index / ROLES_PER_ACCOUNT)}-${index}`;
}

/** A credentials file with a long-term key for `configText`, and nothing else. */
export function baseKeyText(): string {
  return `[${BASE_PROFILE}]\naws_access_key_id = ${KEY_ID}\naws_secret_access_key = ${SECRET}\n`;
}

/** A credentials file of `sections` sections with temporary credentials: 5,000 of them are 4 MB. */
export function credentialsText(sections: number): string {
  const token = `IQoJb3JpZ2luX2VjEXAMPLE${'x'.repeat(630)}`;
  return Array.from(
    { length: sections },
    (_, index) =>
      `[section-${index}]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${SECRET}\naws_session_token = ${token}\n`,
  ).join('\n');
}
