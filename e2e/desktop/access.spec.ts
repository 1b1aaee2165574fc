/** Ways in and out by clicks on the real app: sign-in, the console, rotation, and why AWS refuses. */
import { appendFile } from 'node:fs/promises';
import { systemClock } from '../../electron/node/clock.ts';
import { systemRandom } from '../../electron/node/random.ts';
import {
  type IdentityCenterServer,
  startIdentityCenter,
} from '../../electron/practice/sources/identity-center.ts';
import {
  type SourceOrganisation,
  withSources,
} from '../../electron/practice/sources/source-organisation.ts';
import { withAgreeingBrowser } from '../agreeing-browser.ts';
import { ROLE_WITHOUT_MFA } from '../practice.ts';
import type { Valet } from '../valet.ts';
import type { DesktopApp } from './fixture/desktop.ts';
import { expect, test } from './fixture/test.ts';
import {
  codeField,
  expectLive,
  giveCode,
  openDetails,
  openRoles,
  openTab,
  press,
  row,
} from './steps.ts';

/** What the browser shows where the app sends it: the address is read once, as a browser does. */
async function visit(desktop: DesktopApp): Promise<{ url: string; text: string }> {
  await expect.poll(async () => (await desktop.openedExternally()).length).toBeGreaterThan(0);
  const address = (await desktop.openedExternally()).at(-1) ?? '';
  const answer = await fetch(address);
  return { url: answer.url, text: await answer.text() };
}

test('the console opens as the role, from its details and from the tray, by an address worth nothing afterwards', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  await openDetails(page, ROLE_WITHOUT_MFA);
  await page.getByRole('combobox', { name: 'Service' }).fill('s3');
  await page.getByRole('switch', { name: 'Read-only' }).click();
  await page.getByRole('button', { name: 'Open console' }).last().click();
  const { url, text } = await visit(desktop);
  expect(text).toContain('assumed-role/readonly/');
  expect(decodeURIComponent(url)).toContain('/s3/home');
  await expect(page.getByText(/The console is open as shop-dev-readonly, read-only/)).toBeVisible();
  const [address = ''] = await desktop.openedExternally();
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:/);
  await expect(fetch(address)).rejects.toThrow();
  const token = URL.parse(url)?.searchParams.get('SigninToken') ?? '-';
  expect(desktop.bridgeMessages().join()).not.toContain(token);
  expect(desktop.output()).not.toContain(token);

  // The read-only session was for that page alone.
  await page.getByRole('button', { name: 'Back' }).click();
  await expect((await row(page, ROLE_WITHOUT_MFA)).getByText(/left$/)).toHaveCount(0);
  await desktop.tray.click(/^readonly, 222233334444/, 'Open console');
  await expect.poll(async () => (await desktop.openedExternally()).length).toBe(2);
  expect((await visit(desktop)).text).toContain('assumed-role/readonly/');
  await expectLive(page, ROLE_WITHOUT_MFA);
});

test('a key is rotated with one code, its roles go on, and AWS knows the new one only', async ({
  launch,
  valet,
}) => {
  const { page } = await openRoles(launch, valet);
  const old = valet.organisation.users.find(({ profile }) => profile === 'security')?.keys[0];
  await openTab(page, 'Keys');
  const card = page.getByRole('listitem').filter({ hasText: old?.accessKeyId ?? '-' });
  await card.getByRole('button', { name: 'Rotate…' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText(`AKIA...${old?.accessKeyId.slice(-4)}`);
  await question.getByRole('button', { name: 'Rotate' }).click();
  await giveCode(page, valet);
  await expect(page.getByText(/is switched off/).first()).toBeVisible();
  await expect(page.getByText(old?.accessKeyId ?? '-')).toHaveCount(0);
  const listed = (await valet.run(['keys', 'list'])).stdout;
  expect(listed).toMatch(/security.*AKIA/);
  expect(listed).not.toContain(old?.secretAccessKey);
  await openTab(page, 'Roles');
  // The code of the rotation opens roles, too.
  await press(page, 'hub', /^Switch/);
  await expectLive(page, 'hub');
  await expect(codeField(page)).toHaveCount(0);
});

test('a refusal ends in its true cause, with a text for the owner of the role', async ({
  launch,
  valet,
}) => {
  await appendFile(
    valet.configPath,
    '\n[profile misspelt]\nrole_arn = arn:aws:iam::222233334444:role/readonli\nsource_profile = ci\n',
  );
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  await press(page, 'misspelt', /^Switch/);
  await (await row(page, 'misspelt')).getByRole('button', { name: /Why/ }).click();
  await expect(page.getByText('Why it was refused')).toBeVisible();
  // AWS itself says that the caller's own policies don't name a role of that spelling.
  await expect(
    page.getByText('The policies of the caller do not allow sts:AssumeRole', { exact: true }),
  ).toBeVisible();
  await expect(page.getByText('this is it')).toBeVisible();
  await page.getByRole('button', { name: /^Copy the text to the administrator/ }).click();
  await expect(page.getByText(/it holds no secret/)).toBeVisible();
  const text = await desktop.clipboard.text();
  expect(text).toContain('arn:aws:iam::222233334444:role/readonli');
  expect(text).toContain('sts:AssumeRole');
});

test.describe('with IAM Identity Center', () => {
  let sources: SourceOrganisation | undefined;
  let center: IdentityCenterServer;
  test.afterEach(() => center.close());
  test.use({
    organisation: {
      change: (sample) => {
        sources = withSources(sample, systemRandom());
        return sources.organisation;
      },
    },
  });

  /** The app with one role `staff` whose sign-in is missing, and the service to sign in at. */
  async function openSignedOut(launch: (options: object) => Promise<DesktopApp>, valet: Valet) {
    const users = sources?.identityCenterUsers ?? [];
    center = await startIdentityCenter({
      sts: valet.sts,
      clock: systemClock(),
      random: systemRandom(),
      users,
    });
    const [, reader] = users.flatMap(({ assignments }) => assignments);
    await appendFile(
      valet.configPath,
      `\n[sso-session corp]\nsso_start_url = ${center.startUrl}\nsso_region = ${center.region}\nsso_registration_scopes = sso:account:access\n[profile staff]\nsso_session = corp\nsso_account_id = ${reader?.accountId}\nsso_role_name = ${reader?.roleName}\nregion = eu-west-1\n`,
    );
    const desktop = await launch({ environment: center.environment });
    const { page } = desktop;
    await page.getByRole('button', { name: 'Show roles' }).click();
    await press(page, 'staff', /^Switch/);
    await expect((await row(page, 'staff')).getByText('needs sign-in')).toBeVisible();
    return desktop;
  }

  test('a sign-in in the browser opens every role behind it', async ({ launch, valet }) => {
    const desktop = await openSignedOut(launch, valet);
    const { page } = desktop;
    await (await row(page, 'staff')).getByRole('button', { name: /^Sign in/ }).click();
    await expect(page.getByText('Finish signing in to corp in the browser')).toBeVisible();
    await visit(desktop);
    await expect(page.getByText('Finish signing in to corp in the browser')).toBeHidden();
    await press(page, 'staff', /^Switch/);
    await expectLive(page, 'staff');
  });

  test('a sign-in in a terminal is noticed', async ({ launch, valet }) => {
    const desktop = await openSignedOut(launch, valet);
    await withAgreeingBrowser(valet);
    Object.assign(valet.environment, center.environment);
    expect((await valet.run(['sign-in', 'staff'])).code).toBe(0);
    await expect((await row(desktop.page, 'staff')).getByText('needs sign-in')).toBeHidden();
    await press(desktop.page, 'staff', /^Switch/);
    await expectLive(desktop.page, 'staff');
  });
});
