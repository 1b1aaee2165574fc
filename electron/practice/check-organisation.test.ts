import { expect, test } from 'vitest';
import { systemRandom } from '../node/random.ts';
import { checkOrganisation } from './check-organisation.ts';
import { sampleOrganisation } from './sample-organisation.ts';
import { withSources } from './sources/source-organisation.ts';

test('an identity provider is called after its issuer', () => {
  const { organisation } = withSources(sampleOrganisation(systemRandom()), systemRandom());
  checkOrganisation(organisation);
  const identityProviders = (organisation.identityProviders ?? []).map((provider) => ({
    ...provider,
    issuer: 'https://other.example.com',
  }));
  expect(() => checkOrganisation({ ...organisation, identityProviders })).toThrow(
    /oidc-provider\/tokens\.ci\.example\.com: its issuer must be/,
  );
});
