import type { FindingView, MfaQuestionView } from '../../electron/contract/snapshot.ts';
import { LONG_REFUSAL } from './sample-answers.ts';
import { type Scene, testScenes } from './scenes.ts';

const FINDINGS: readonly FindingView[] = [
  {
    severity: 'warning',
    message: 'the section [profile data-analyst] stands in the file twice',
    hint: 'Keep one of them: AWS tools disagree about which one counts.',
    path: '/home/ana/.aws/config',
    line: 88,
  },
  {
    severity: 'error',
    message: 'source_profile "hubb" of data-broken is not defined',
    hint: 'Correct the name in that line.',
    path: '/home/ana/.aws/config',
    line: 41,
  },
];

const QUESTION: MfaQuestionView = {
  id: 1,
  serial: 'arn:aws:iam::111122223333:mfa/ana',
  baseProfile: 'security',
  accountId: '111122223333',
  roles: ['staging-admin', 'data-analyst'],
  isChecking: false,
  askedBy: 'person',
};

/** Every screen, and every state of one that looks different. */
const SCENES: readonly Scene[] = [
  { name: 'roles' },
  {
    name: 'roles-more-contrast',
    arrange: async ({ page }) => {
      await page.emulateMedia({ contrast: 'more' });
      await page.keyboard.press('ArrowDown');
    },
  },
  {
    name: 'roles-forced-colours',
    arrange: async ({ page }) => {
      await page.emulateMedia({ forcedColors: 'active' });
      await page.keyboard.press('ArrowDown');
    },
  },
  { name: 'roles-large', size: { width: 1000, height: 900 } },
  { name: 'roles-selected', arrange: ({ page }) => page.keyboard.press('ArrowDown') },
  {
    name: 'roles-hover',
    arrange: ({ page }) => page.locator('[data-profile="staging-admin"]').hover(),
  },
  { name: 'roles-search', arrange: ({ page }) => page.keyboard.type('admin 333') },
  { name: 'roles-nothing-found', arrange: ({ page }) => page.keyboard.type('nothing like it') },
  { name: 'roles-empty', snapshot: { roles: [], accounts: [], keys: [], recent: [] } },
  { name: 'roles-findings', snapshot: { findings: FINDINGS } },
  { name: 'roles-practice', snapshot: { isPractice: true } },
  {
    name: 'roles-no-keychain',
    snapshot: {
      keychain: {
        state: 'unavailable',
        failure: {
          code: 'KEYCHAIN_UNAVAILABLE',
          message: 'No keychain service answers on this desktop',
          hint: 'Install gnome-keyring or KWallet and log in again.',
        },
      },
    },
  },
  {
    name: 'roles-done',
    answers: {
      copyExports: {
        ok: true,
        value: {
          message: 'Copied exports of staging-deployer for sh, valid until 09:42',
          notices: ['The clipboard is cleared in 45 s.'],
        },
      },
    },
    arrange: async ({ page }) => {
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('c');
      await page.getByRole('status').getByText('Copied').waitFor();
    },
  },
  {
    name: 'roles-failure',
    answers: {
      switchRole: {
        ok: false,
        error: {
          code: 'STS_ACCESS_DENIED',
          message: 'AWS does not let security assume arn:aws:iam::333333333333:role/admin',
          hint: 'Check that the trust policy of the role names your user, and its external id.',
        },
      },
    },
    arrange: async ({ page }) => {
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText('AWS does not').waitFor();
    },
  },
  {
    name: 'roles-failure-long',
    answers: { switchRole: LONG_REFUSAL },
    arrange: async ({ page }) => {
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText('is not written').waitFor();
    },
  },
  {
    name: 'roles-failure-long-under-the-pointer',
    answers: { switchRole: LONG_REFUSAL },
    arrange: async ({ page }) => {
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText('is not written').hover();
    },
  },
  {
    name: 'roles-confirm',
    answers: {
      switchRole: {
        ok: false,
        error: {
          code: 'CONFIRMATION_REQUIRED',
          message: '“default” is the source of 3 roles; they would then start from this session.',
          hint: 'Choose another target in the role’s details, or go ahead.',
        },
      },
    },
    arrange: async ({ page }) => {
      await page.keyboard.press('Enter');
      await page.getByRole('alertdialog').waitFor();
    },
  },
  {
    name: 'roles-keys-help',
    arrange: async ({ page }) => {
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'mfa',
    snapshot: { question: QUESTION },
    arrange: ({ page }) => page.keyboard.type('407'),
  },
  { name: 'mfa-spent', snapshot: { question: { ...QUESTION, previous: 'spent' } } },
  {
    name: 'mfa-practice',
    snapshot: { question: { ...QUESTION, isChecking: true }, isPractice: true },
    arrange: async ({ page }) => {
      await page.getByRole('button', { name: 'practice device' }).click();
      await page.getByText('407811').waitFor();
    },
  },
  {
    name: 'mfa-banner',
    snapshot: { question: { ...QUESTION, roles: ['staging-admin'], askedBy: 'program' } },
    arrange: ({ page }) => page.keyboard.type('staging'),
  },
  {
    name: 'mfa-banner-in-practice',
    snapshot: { question: { ...QUESTION, askedBy: 'program' }, isPractice: true },
  },
  {
    name: 'mfa-banner-form',
    snapshot: {
      question: { ...QUESTION, roles: ['team-17-platform-deployer'], askedBy: 'program' },
    },
    arrange: async ({ page }) => {
      await page.keyboard.press('Control+n');
      await page.getByLabel('Profile name').fill('staging-auditor');
    },
  },
  { name: 'first-run', snapshot: { isFirstRun: true } },
];

testScenes(SCENES);
