import { done, failed, testScenes } from './scenes.ts';
import { openScreen } from './surgery-steps.fixture.ts';
import { expect, test, type WindowPage } from './window-page.ts';

const ID = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

async function openForm(window: WindowPage): Promise<void> {
  await openScreen(window, 'keys');
  await window.page.getByRole('button', { name: 'Add a key' }).click();
  await window.page.getByRole('dialog').waitFor();
}

/** Fills the form by keyboard, from its first field on. */
async function typeKey({ page }: WindowPage, id = ID): Promise<void> {
  await expect(page.getByLabel('Name')).toBeFocused();
  await page.keyboard.type('ops');
  await page.keyboard.press('Tab');
  await page.keyboard.type(id);
  await page.keyboard.press('Tab');
  await page.keyboard.type(SECRET);
}

/** Fails if the secret is anywhere in the page: markup, values of fields, or what React holds. */
async function expectNoSecret({ page }: WindowPage): Promise<void> {
  const found = await page.evaluate((secret) => {
    const places: string[] = [];
    if (document.documentElement.outerHTML.includes(secret)) places.push('markup');
    for (const input of document.querySelectorAll('input')) {
      if (input.value.includes(secret)) places.push(`value of ${input.type}`);
    }
    const seen = new Set<unknown>();
    const search = (value: unknown, path: string): void => {
      if (typeof value === 'string' && value.includes(secret)) places.push(path);
      if (typeof value !== 'object' || value === null || seen.has(value)) return;
      if (value instanceof Node || value === window) return;
      seen.add(value);
      for (const [key, inner] of Object.entries(value)) search(inner, `${path}.${key}`);
    };
    for (const element of document.querySelectorAll('*')) {
      for (const [key, value] of Object.entries(element)) {
        if (key.startsWith('__react')) search(value, key);
      }
    }
    return [...places, ...Object.values({ ...localStorage, ...sessionStorage })].filter(
      (place) => place !== '',
    );
  }, SECRET);
  expect(found).toEqual([]);
}

testScenes([
  { name: 'keys-form', arrange: openForm },
  {
    name: 'keys-form-faults',
    arrange: async (window) => {
      await openForm(window);
      await typeKey(window, 'ASIAIOSFODNN7EXAMPLE');
      await window.page.keyboard.press('Enter');
    },
  },
  {
    name: 'keys-form-failed',
    answers: {
      addKey: failed(
        'STS_SIGNATURE_MISMATCH',
        'AWS does not accept the secret of this key',
        'Copy it again, or make a new key.',
      ),
    },
    arrange: async (window) => {
      await openForm(window);
      await typeKey(window);
      await window.page.keyboard.press('Enter');
      await window.page.getByText('does not accept the secret').waitFor();
    },
  },
  {
    name: 'keys-replace',
    answers: {
      addKey: failed(
        'KEY_EXISTS',
        'the keychain holds another key under ops: AKIAI44QH8DHBEXAMPLE',
        'Choose another name.',
      ),
    },
    arrange: async (window) => {
      await openForm(window);
      await typeKey(window);
      await window.page.keyboard.press('Enter');
      await window.page.getByRole('alertdialog').waitFor();
    },
  },
]);

test('the secret is sent once and is nowhere in the page after that', async ({ window }) => {
  await window.open({ answers: { addKey: done('The key of ops is in the keychain') } });
  await openForm(window);
  const field = window.page.getByLabel('Secret access key');
  await expect(field).toHaveAttribute('type', 'password');
  await expect(field).toHaveAttribute('autocomplete', 'off');
  await expect(field).toHaveAttribute('spellcheck', 'false');
  await typeKey(window);
  // Not even before it is sent does it stand in the markup.
  expect(await window.page.content()).not.toContain(SECRET);
  await window.page.keyboard.press('Enter');
  await expect(window.page.getByRole('dialog')).toBeHidden();
  await expect(window.page.getByText('is in the keychain').first()).toBeVisible();
  expect((await window.sent()).filter(({ name }) => name === 'addKey')).toEqual([
    {
      name: 'addKey',
      parameters: [
        { profile: 'ops', accessKeyId: ID, secretAccessKey: SECRET, mfaSerial: '', replace: false },
      ],
    },
  ]);
  await expectNoSecret(window);
});

test('a failure keeps all fields but the secret', async ({ window }) => {
  await window.open({ answers: { addKey: failed('STS_KEY_INVALID', 'no such key', 'Look.') } });
  await openForm(window);
  await typeKey(window);
  await window.page.keyboard.press('Enter');
  await expect(window.page.getByRole('alert').filter({ hasText: 'no such key' })).toBeVisible();
  await expect(window.page.getByLabel('Name')).toHaveValue('ops');
  await expect(window.page.getByLabel('Access key id')).toHaveValue(ID);
  await expect(window.page.getByLabel('Secret access key')).toHaveValue('');
  await window.sent();
  await expectNoSecret(window);
});

test('another key under the name is replaced after a yes', async ({ window }) => {
  const exists = failed('KEY_EXISTS', 'the keychain holds another key under ops', 'Choose.');
  await window.open({ answers: { addKey: [exists, done('Replaced')] } });
  await openForm(window);
  await typeKey(window);
  await window.page.keyboard.press('Enter');
  const question = window.page.getByRole('alertdialog');
  await expect(question).toContainText('The keychain holds another key under ops.');
  await question.getByRole('button', { name: 'Replace' }).click();
  await expect(window.page.getByText('Replaced')).toBeVisible();
  const sent = (await window.sent()).filter(({ name }) => name === 'addKey');
  expect(sent.map(({ parameters: [key] }) => (key as { replace: boolean }).replace)).toEqual([
    false,
    true,
  ]);
  await expectNoSecret(window);
});

test('a no to replacing sends nothing more and leaves no secret', async ({ window }) => {
  await window.open({ answers: { addKey: failed('KEY_EXISTS', 'another key', 'Choose.') } });
  await openForm(window);
  await typeKey(window);
  await window.page.keyboard.press('Enter');
  await window.page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(window.page.getByRole('alertdialog')).toBeHidden();
  expect((await window.sent()).filter(({ name }) => name === 'addKey')).toHaveLength(1);
  await expectNoSecret(window);
});

test('temporary keys are refused with the reason, before anything is sent', async ({ window }) => {
  await window.open();
  await openForm(window);
  await typeKey(window, 'ASIAIOSFODNN7EXAMPLE');
  await window.page.keyboard.press('Enter');
  await expect(window.page.getByLabel('Access key id')).toBeFocused();
  await expect(window.page.getByLabel('Access key id')).toHaveAccessibleDescription(/temporary/);
  expect(await window.sent()).toEqual([]);
});
