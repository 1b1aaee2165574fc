import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isRoleValetError } from '../../contract/errors.ts';
import type { CauseName } from '../../contract/explanation.ts';
import { systemRandom } from '../../node/random.ts';
import {
  type SourceOrganisation,
  withSources,
} from '../../practice/sources/source-organisation.ts';
import { explainRefusal } from './explain-refusal.ts';
import { loadContext } from './load-context.ts';
import { obtainSession } from './obtain-session.ts';
import { type PracticeApp, practiceApp } from './testing/practice-app.ts';

let practice: PracticeApp;
let sources: SourceOrganisation;

beforeEach(async () => {
  practice = await practiceApp((sample) => {
    sources = withSources(sample, systemRandom());
    return sources.organisation;
  });
});

afterEach(() => practice.close());

type Claims = Partial<Parameters<SourceOrganisation['identityProvider']['token']>[0]>;

interface Row {
  readonly kind: string;
  readonly claims?: Claims;
  readonly trouble?: () => void;
  readonly roleArn?: string;
  readonly cause: CauseName;
}

const rows: readonly Row[] = [
  {
    kind: 'a token for somebody else',
    claims: { audience: 'other' },
    cause: 'identity-token-invalid',
  },
  {
    kind: 'a token that is over',
    claims: { lifeSeconds: -60 },
    cause: 'identity-token-expired',
  },
  {
    kind: 'a provider that does not answer',
    trouble: () => {
      practice.sts.faults.identityProvidersAreDown = true;
    },
    cause: 'identity-provider-unreachable',
  },
  {
    kind: 'a subject that the role does not take',
    claims: { subject: 'repo:other/shop' },
    cause: 'principal-not-trusted',
  },
  {
    kind: 'a role that trusts no provider',
    roleArn: 'arn:aws:iam::111122223333:role/hub',
    cause: 'principal-not-trusted',
  },
];

test.each(rows)('web identity, $kind: $cause', async ({ claims, trouble, roleArn, cause }) => {
  const { app, folder } = practice;
  const tokenPath = join(folder, 'token');
  const { identityProvider, webIdentitySubject, roleArns } = sources;
  const token = identityProvider.token({
    subject: webIdentitySubject,
    now: Date.now(),
    ...claims,
  });
  await writeFile(tokenPath, token);
  await writeFile(
    app.configPath,
    `[profile pod]
role_arn = ${roleArn ?? roleArns.webIdentity}
web_identity_token_file = ${tokenPath}
region = eu-west-1
`,
  );
  trouble?.();
  const context = await loadContext(app);
  const error = await obtainSession(app, context, 'pod', {}).catch((reason: unknown) => reason);
  if (!isRoleValetError(error)) throw new Error(`not refused: ${String(error)}`);
  const explanation = await explainRefusal(app, context, 'pod', error, { check: true });
  expect(explanation.causes[0]?.name).toBe(cause);
  expect(explanation.refused).toContain('AssumeRoleWithWebIdentity');
  expect(JSON.stringify(explanation)).not.toContain(token.slice(0, 30));
});
