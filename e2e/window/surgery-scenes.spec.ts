import { sampleRole } from '../../electron/contract/testing/sample-snapshot.ts';
import { testScenes } from './scenes.ts';
import { FIX_DIFF, IMPORT } from './surgery.fixture.ts';
import {
  ANSWERS,
  intoView,
  manage,
  ok,
  openImport,
  openRole,
  openScreen,
  press,
  REFUSAL,
} from './surgery-steps.fixture.ts';

testScenes([
  { name: 'manage-shown', answers: ANSWERS, arrange: manage },
  { name: 'manage-refused', answers: { previewManage: REFUSAL }, arrange: manage },
  {
    name: 'manage-on',
    answers: ANSWERS,
    snapshot: {
      roles: [sampleRole('staging-deployer', '222222222222', { isManaged: true })],
    },
    arrange: async (window) => {
      await openRole(window);
      await press(window, 'Show the way back');
      await window.page.getByRole('figure').waitFor();
      await intoView(window, /by its own name/);
    },
  },
  {
    name: 'walk-broken',
    answers: ANSWERS,
    arrange: async (window) => {
      await openRole(window, 'prod-admin');
      await press(window, 'Check this chain');
      await window.page.getByText('It does not work').waitFor();
      await intoView(window, /Does it work/);
    },
  },
  {
    name: 'keys-plain',
    answers: ANSWERS,
    arrange: async (window) => {
      await openScreen(window, 'keys');
      await window.page.getByText('In plain text').waitFor();
    },
  },
  {
    name: 'keys-moved',
    answers: ANSWERS,
    arrange: async (window) => {
      await openScreen(window, 'keys');
      await press(window, 'Move into the keychain');
      await window.page.getByText('Next, let AWS tools').waitFor();
    },
  },
  {
    name: 'doctor',
    answers: ANSWERS,
    snapshot: { doctorErrors: 2 },
    arrange: (window) => openScreen(window, 'doctor'),
  },
  {
    name: 'doctor-fix',
    answers: ANSWERS,
    snapshot: { doctorErrors: 2 },
    arrange: async (window) => {
      await openScreen(window, 'doctor');
      await press(window, /^Show the fix/);
      await window.page.getByRole('figure').waitFor();
    },
  },
  {
    name: 'doctor-all',
    answers: ANSWERS,
    snapshot: { doctorErrors: 2 },
    arrange: async (window) => {
      await openScreen(window, 'doctor');
      await press(window, 'Mend all 2');
      await window.page.getByRole('figure').waitFor();
    },
  },
  {
    name: 'doctor-more-contrast',
    answers: ANSWERS,
    snapshot: { doctorErrors: 2 },
    arrange: async (window) => {
      await window.page.emulateMedia({ contrast: 'more' });
      await openScreen(window, 'doctor');
      await press(window, /^Show the fix/);
      await window.page.getByRole('figure').waitFor();
    },
  },
  {
    name: 'doctor-forced-colours',
    answers: ANSWERS,
    snapshot: { doctorErrors: 2 },
    arrange: async (window) => {
      await window.page.emulateMedia({ forcedColors: 'active' });
      await openScreen(window, 'doctor');
      await press(window, /^Show the fix/);
      await window.page.getByRole('figure').waitFor();
    },
  },
  { name: 'doctor-nothing', arrange: (window) => openScreen(window, 'doctor') },
  {
    name: 'doctor-large',
    size: { width: 1000, height: 900 },
    answers: ANSWERS,
    snapshot: { doctorErrors: 2 },
    arrange: (window) => openScreen(window, 'doctor'),
  },
  { name: 'activity', answers: ANSWERS, arrange: (window) => openScreen(window, 'activity') },
  {
    name: 'activity-undo',
    answers: ANSWERS,
    arrange: async (window) => {
      await openScreen(window, 'activity');
      await press(window, /^Undo… Moved/);
      await window.page.getByRole('figure').waitFor();
    },
  },
  {
    name: 'activity-refused',
    answers: {
      ...ANSWERS,
      previewUndo: ok({
        files: [{ path: '/home/ana/.aws/credentials', diff: FIX_DIFF }],
        refusal: {
          code: 'EDIT_REFUSED',
          message: '/home/ana/.aws/config was changed by others in the same lines since',
          hint: 'Take the change back by hand, or undo the later change first.',
        },
      }),
    },
    arrange: async (window) => {
      await openScreen(window, 'activity');
      await press(window, /^Undo… manage/);
      await window.page.getByRole('figure').waitFor();
    },
  },
  { name: 'activity-empty', arrange: (window) => openScreen(window, 'activity') },
  {
    name: 'import',
    answers: ANSWERS,
    arrange: async (window) => {
      await openImport(window);
      await window.page.getByRole('figure').waitFor();
    },
  },
  {
    name: 'import-source',
    answers: {
      previewImport: ok({ ...IMPORT, roles: [], notes: [], diff: '', wantsSource: true }),
    },
    arrange: async (window) => {
      await openImport(window);
      await window.page.getByLabel('Source profile').waitFor();
    },
  },
]);
