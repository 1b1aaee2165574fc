import { z } from 'zod';
import { baseKindSchema, consoleSchema, rotationSchema, signInSchema } from './access-schema.ts';
import { EXIT_CODE_BY_ERROR } from './errors.ts';

const FORMATS = [
  'sh',
  'fish',
  'powershell',
  'cmd',
  'nushell',
  'dotenv',
  'json',
  'process',
  'ini',
] as const;

/** Lengths are limits against nonsense, far above what the files can hold. */
const text = z.string().max(4_096);
const instant = z.number().finite();

export const formatSchema = z.enum(FORMATS);
export const colourSchema = z.enum(['red', 'amber', 'green', 'blue', 'violet']);

export const failureSchema = z.strictObject({
  code: z.enum(Object.keys(EXIT_CODE_BY_ERROR) as [string, ...string[]]),
  message: z.string(),
  hint: z.string(),
});

const targetSchema = z.strictObject({
  name: text,
  state: z.enum(['ours', 'taken-over', 'missing', 'expired']),
});

const roleSchema = z.strictObject({
  profile: text,
  kind: z.enum(['role', 'base']),
  roleArn: text.exactOptional(),
  roleName: text,
  accountId: text.exactOptional(),
  region: text.exactOptional(),
  group: text.exactOptional(),
  colour: colourSchema.exactOptional(),
  favourite: z.boolean(),
  chain: z.array(text),
  wantsMfa: z.boolean(),
  wantsExternalId: z.boolean(),
  state: z.enum([
    'idle',
    'assuming',
    'active',
    'renewing',
    'needs-mfa',
    'failed',
    'expired',
    'broken',
  ]),
  failure: failureSchema.exactOptional(),
  expiresAt: instant.exactOptional(),
  lifeSeconds: z.number().exactOptional(),
  switchTarget: text,
  targets: z.array(targetSchema),
  hasEndpoint: z.boolean(),
  isManaged: z.boolean(),
  baseKind: baseKindSchema.exactOptional(),
  console: consoleSchema.exactOptional(),
});

const keySchema = z.strictObject({
  profile: text,
  accessKeyId: text.exactOptional(),
  createdAt: instant.exactOptional(),
  mfaSerial: text.exactOptional(),
  roleCount: z.number().int(),
  unlockedUntil: instant.exactOptional(),
  ageDays: z.number().int().exactOptional(),
  isOld: z.boolean(),
  rotation: rotationSchema.exactOptional(),
  failure: failureSchema.exactOptional(),
});

const questionSchema = z.strictObject({
  id: z.number().int(),
  serial: text,
  baseProfile: text,
  accountId: text.exactOptional(),
  roles: z.array(text),
  previous: z.enum(['wrong', 'spent', 'malformed']).exactOptional(),
  isChecking: z.boolean(),
  askedBy: z.enum(['person', 'program']),
});

const findingSchema = z.strictObject({
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  hint: z.string(),
  path: text.exactOptional(),
  line: z.number().int().exactOptional(),
  profile: text.exactOptional(),
});

const settings = {
  theme: z.enum(['system', 'light', 'dark']),
  exportFormat: formatSchema,
  clipboardClearSeconds: z.number().int().min(0).max(600),
  switchTarget: z.enum(['role', 'shared']),
  sharedTarget: z.string().max(200),
  keepSessions: z.boolean(),
  startAtLogin: z.boolean(),
  startHidden: z.boolean(),
  menuBarOnly: z.boolean(),
  shortcut: z.string().max(100),
  hideFromScreenCapture: z.boolean(),
  notifyBeforeMinutes: z.number().int().min(0).max(60),
  stopOnQuit: z.boolean(),
  keyAgeReminderDays: z.number().int().min(0).max(3_650),
};

export const settingsSchema = z.strictObject(settings);

/** Any part of the settings. */
export const settingsChangeSchema = z.strictObject({
  theme: settings.theme.exactOptional(),
  exportFormat: settings.exportFormat.exactOptional(),
  clipboardClearSeconds: settings.clipboardClearSeconds.exactOptional(),
  switchTarget: settings.switchTarget.exactOptional(),
  sharedTarget: settings.sharedTarget.exactOptional(),
  keepSessions: settings.keepSessions.exactOptional(),
  startAtLogin: settings.startAtLogin.exactOptional(),
  startHidden: settings.startHidden.exactOptional(),
  menuBarOnly: settings.menuBarOnly.exactOptional(),
  shortcut: settings.shortcut.exactOptional(),
  hideFromScreenCapture: settings.hideFromScreenCapture.exactOptional(),
  notifyBeforeMinutes: settings.notifyBeforeMinutes.exactOptional(),
  stopOnQuit: settings.stopOnQuit.exactOptional(),
  keyAgeReminderDays: settings.keyAgeReminderDays.exactOptional(),
});

const network = { proxy: z.string().max(2_048), caBundle: text };

/** Any part of the way to AWS. */
export const networkChangeSchema = z.strictObject({
  proxy: network.proxy.exactOptional(),
  caBundle: network.caBundle.exactOptional(),
});

/** A whole snapshot; strict, so that a field which nobody meant to send can't slip out. */
export const snapshotSchema = z.strictObject({
  revision: z.number().int(),
  version: text,
  platform: z.enum(['darwin', 'linux', 'win32']),
  clockOffsetMs: z.number(),
  roles: z.array(roleSchema),
  accounts: z.array(
    z.strictObject({
      id: text,
      name: text.exactOptional(),
      colour: colourSchema.exactOptional(),
    }),
  ),
  recent: z.array(text),
  keys: z.array(keySchema),
  question: questionSchema.exactOptional(),
  signIn: signInSchema.exactOptional(),
  findings: z.array(findingSchema),
  doctorErrors: z.number().int(),
  filesRevision: z.number().int(),
  keychain: z.strictObject({
    state: z.enum(['ready', 'unavailable', 'memory-only']),
    failure: failureSchema.exactOptional(),
  }),
  files: z.strictObject({
    configPath: text,
    configExists: z.boolean(),
    credentialsPath: text,
    homePath: text,
  }),
  system: z.strictObject({
    shortcut: z.enum(['off', 'works', 'unconfirmed', 'unavailable']),
    lockEvents: z.boolean(),
    screenCaptureProtection: z.boolean(),
    loginItem: z.boolean(),
  }),
  settings: settingsSchema,
  network: z.strictObject({
    ...network,
    proxyVariable: text.exactOptional(),
    caBundleVariable: text.exactOptional(),
  }),
  isPractice: z.boolean(),
  isFirstRun: z.boolean(),
});
