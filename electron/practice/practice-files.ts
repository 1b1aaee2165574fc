import type { Organisation, PracticeProfile } from './organisation.ts';

/** The text of the shared config file that reaches the organisation; every profile has `region`. */
export function practiceConfigText(organisation: Organisation, region: string): string {
  const sections = organisation.profiles.map((profile) => sectionText(profile, region));
  return `# Roles of the practice organisation. Nothing here is real.\n\n${sections.join('\n')}`;
}

function sectionText(profile: PracticeProfile, region: string): string {
  const properties: readonly (readonly [string, string | number | undefined])[] = [
    ['role_arn', profile.roleArn],
    ['source_profile', profile.sourceProfile],
    ['mfa_serial', profile.mfaSerial],
    ['external_id', profile.externalId],
    ['duration_seconds', profile.durationSeconds],
    ['region', region],
  ];
  const lines = [
    ...(profile.comment ?? []).map((line) => `# ${line}`),
    `[profile ${profile.name}]`,
    ...properties
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name} = ${value}`),
  ];
  return `${lines.join('\n')}\n`;
}
