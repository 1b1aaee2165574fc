/** What the screens that change AWS files are told, and the way to them. */
import type { Screen } from '../../electron/contract/show-request.ts';
import { failed } from './scenes.ts';
import {
  CHANGES,
  FINDINGS,
  FIX_DIFF,
  IMPORT,
  MANAGE,
  PLAIN_KEYS,
  UNDO_DIFF,
  UNMANAGE,
  WALK,
} from './surgery.fixture.ts';
import type { WindowPage } from './window-page.ts';

export const ok = (value: unknown) => ({ ok: true, value });

export const ANSWERS = {
  previewManage: ok(MANAGE),
  previewUnmanage: ok(UNMANAGE),
  findPlainKeys: ok(PLAIN_KEYS),
  adoptKeys: ok({
    message: 'The key of default is in the keychain, and its lines are out of the file',
    notices: [],
    unmanaged: ['default'],
    left: [],
  }),
  examine: ok({ findings: FINDINGS }),
  previewFix: ok({ count: 1, diff: FIX_DIFF, others: [] }),
  previewAllFixes: ok({
    count: 2,
    diff: FIX_DIFF,
    others: ['Makes the file readable for its owner alone (the credentials file)'],
  }),
  walkChain: ok(WALK),
  listChanges: ok(CHANGES),
  previewUndo: ok({ files: [{ path: '/home/ana/.aws/credentials', diff: UNDO_DIFF }] }),
  previewImport: ok(IMPORT),
};

export const REFUSAL = failed(
  'MANAGE_REFUSED',
  '/home/ana/.aws/credentials, line 14: staging-deployer can’t be managed because of aws_access_key_id: AWS tools use a long-term key before any credential_process',
  'Move the key into the keychain first, under Keys.',
);

export async function openScreen({ page, show }: WindowPage, screen: Screen): Promise<void> {
  await show({ kind: 'screen', screen });
  await page
    .locator('main h1')
    .filter({ hasText: new RegExp(screen, 'i') })
    .waitFor();
}

export async function openRole({ page, show }: WindowPage, profile = 'staging-deployer') {
  await show({ kind: 'role', profile });
  await page.getByRole('heading', { name: 'Facts' }).waitFor();
}

export async function intoView({ page }: WindowPage, heading: RegExp): Promise<void> {
  const region = page.getByRole('region', { name: heading }).first();
  await region.evaluate((element) => element.scrollIntoView({ block: 'start' }));
}

export async function press({ page }: WindowPage, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click();
}

export const manage = async (window: WindowPage): Promise<void> => {
  await openRole(window);
  await press(window, 'Show the change');
  await window.page.getByRole('alert').or(window.page.getByRole('figure')).first().waitFor();
  await intoView(window, /by its own name/);
};

export const openImport = async (window: WindowPage): Promise<void> => {
  await openScreen(window, 'settings');
  await press(window, 'Import…');
  await window.page.getByLabel('Text').fill('[team-admin]\nrole_name = admin\n');
  await press(window, 'Show what it adds');
};
