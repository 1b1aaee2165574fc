import type { Organisation, PracticeProfile, Role } from '../../../practice/organisation.ts';
import {
  allowAssuming,
  READ_ONLY_POLICY,
  trustHub,
  trustOf,
} from '../../../practice/sample-policies.ts';

const ACCOUNT = '555566667777';

/** The organisation with `hubs` more hubs behind alex's MFA, and `roles` roles spread over them. */
export function withManyRoles(
  organisation: Organisation,
  hubs: number,
  roles: number,
): Organisation {
  const alex = organisation.users.find(({ name }) => name === 'alex');
  if (alex === undefined) {
    throw new TypeError('the sample has no alex');
  }
  const hubNames = Array.from({ length: hubs }, (_, index) => `hub-${index}`);
  const spread = Array.from({ length: roles }, (_, index) => ({
    name: `many-${index}`,
    hub: hubNames[index % hubs] ?? '',
  }));
  const role = (name: string, rest: Pick<Role, 'trustPolicy' | 'policies'>): Role => ({
    arn: arnOf(name),
    name,
    accountId: ACCOUNT,
    path: '/',
    id: `AROA${name
      .toUpperCase()
      .replaceAll(/[^A-Z0-9]/g, 'X')
      .padEnd(17, 'A')}`,
    maxSessionDuration: 3600,
    tags: [],
    ...rest,
  });
  const serial = alex.mfaDevices[0]?.serial ?? '';
  return {
    ...organisation,
    accounts: [...organisation.accounts, { id: ACCOUNT, name: 'many', deactivatedRegions: [] }],
    roles: [
      ...organisation.roles,
      ...hubNames.map((name) =>
        role(name, { trustPolicy: trustHub(alex.arn), policies: [allowAssuming('*')] }),
      ),
      ...spread.map(({ name, hub }) =>
        role(name, { trustPolicy: trustOf(arnOf(hub)), policies: [READ_ONLY_POLICY] }),
      ),
    ],
    profiles: [
      ...organisation.profiles,
      ...hubNames.map(
        (name): PracticeProfile => ({
          name,
          roleArn: arnOf(name),
          sourceProfile: 'security',
          mfaSerial: serial,
        }),
      ),
      ...spread.map(
        ({ name, hub }): PracticeProfile => ({ name, roleArn: arnOf(name), sourceProfile: hub }),
      ),
    ],
  };
}

function arnOf(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/${name}`;
}
