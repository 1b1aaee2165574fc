/** What each verb takes and gives, checked at run time in main: the page is not trusted with either. */
import { z } from 'zod';
import { ACCESS_SCHEMAS } from './access-schema.ts';
import type { VerbName } from './names.ts';
import type { Result } from './results.ts';
import {
  colourSchema,
  formatSchema,
  networkChangeSchema,
  settingsChangeSchema,
  snapshotSchema,
} from './snapshot-schema.ts';
import { SURGERY_SCHEMAS } from './surgery-schema.ts';
import type { Verbs } from './verbs.ts';

/** Names come from the user's own files, so anything that fits a line; a limit stops nonsense. */
const profile = z.string().min(1).max(1_024);
const field = z.string().max(2_048);
const label = z.string().max(60);

const done = z.strictObject({ message: z.string(), notices: z.array(z.string()) });
const nothing = z.null();

const roleForm = z.strictObject({
  profile: field,
  roleArn: field,
  sourceProfile: field,
  region: field,
  mfaSerial: field,
  externalId: field,
  sessionName: field,
  durationSeconds: field,
});

const plan = z.strictObject({
  profile,
  base: z.strictObject({
    profile,
    kind: z.string(),
    storage: z.string().exactOptional(),
  }),
  steps: z.array(
    z.strictObject({
      action: z.enum(['GetSessionToken', 'AssumeRole']),
      profile,
      accountId: z.string().exactOptional(),
      roleArn: z.string().exactOptional(),
      region: z.string(),
      durationSeconds: z.number(),
      sendsCode: z.boolean(),
      sendsExternalId: z.boolean(),
      sessionName: z.string().exactOptional(),
      isLive: z.boolean(),
      reasons: z.array(z.string()),
    }),
  ),
  warnings: z.array(z.string()),
  targetReason: z.string().exactOptional(),
});

type ValueOf<Name extends VerbName> =
  Awaited<ReturnType<Verbs[Name]>> extends Result<infer Value> ? Value : never;

/** The schemas of one verb: of all its arguments, and of the value in its answer. */
export type VerbSchemas = {
  readonly [Name in VerbName]: {
    readonly input: z.ZodType<Parameters<Verbs[Name]>>;
    readonly output: z.ZodType<ValueOf<Name>>;
  };
};

export const VERB_SCHEMAS: VerbSchemas = {
  snapshot: { input: z.tuple([]), output: snapshotSchema },
  switchRole: { input: z.tuple([profile, z.boolean()]), output: done },
  renewRole: { input: z.tuple([profile]), output: done },
  stopRole: { input: z.tuple([profile]), output: done },
  stopAll: { input: z.tuple([]), output: done },
  copyExports: { input: z.tuple([profile, formatSchema]), output: done },
  copyCommand: { input: z.tuple([profile, formatSchema]), output: done },
  copyRenewingExports: { input: z.tuple([profile, formatSchema]), output: done },
  copyUnset: { input: z.tuple([formatSchema]), output: done },
  copyDetail: {
    input: z.tuple([profile, z.enum(['accountId', 'roleArn', 'target'])]),
    output: done,
  },
  writeRole: { input: z.tuple([profile, field, z.boolean()]), output: done },
  previewPlan: { input: z.tuple([profile]), output: plan },
  readRoleForm: { input: z.tuple([profile]), output: roleForm },
  saveRole: { input: z.tuple([roleForm, field]), output: done },
  addKey: {
    input: z.tuple([
      z.strictObject({
        profile: field,
        accessKeyId: z.string().max(200),
        secretAccessKey: z.string().max(200),
        mfaSerial: field,
        replace: z.boolean(),
      }),
    ]),
    output: done,
  },
  verifyKey: {
    input: z.tuple([profile]),
    output: z.strictObject({ accountId: z.string(), arn: z.string() }),
  },
  removeKey: { input: z.tuple([profile]), output: done },
  ...SURGERY_SCHEMAS,
  ...ACCESS_SCHEMAS,
  unlockBase: { input: z.tuple([profile]), output: done },
  forgetMfaSession: { input: z.tuple([profile]), output: done },
  answerMfa: { input: z.tuple([z.number().int(), z.string().max(50)]), output: nothing },
  dismissMfa: { input: z.tuple([z.number().int()]), output: nothing },
  saveSettings: { input: z.tuple([settingsChangeSchema]), output: done },
  saveNetwork: { input: z.tuple([networkChangeSchema]), output: done },
  markRole: {
    input: z.tuple([
      profile,
      z.strictObject({
        favourite: z.boolean().exactOptional(),
        colour: colourSchema.nullable().exactOptional(),
        group: label.exactOptional(),
      }),
    ]),
    output: nothing,
  },
  markAccount: {
    input: z.tuple([
      z.string().regex(/^\d{12}$/),
      z.strictObject({
        name: label.exactOptional(),
        colour: colourSchema.nullable().exactOptional(),
      }),
    ]),
    output: nothing,
  },
  openPractice: { input: z.tuple([]), output: done },
  leavePractice: { input: z.tuple([]), output: done },
  practiceCode: {
    input: z.tuple([]),
    output: z.strictObject({ code: z.string(), endsAt: z.number() }),
  },
  copyPracticeSetUp: { input: z.tuple([]), output: done },
  useMemoryOnly: { input: z.tuple([]), output: done },
  retryKeychain: { input: z.tuple([]), output: done },
  hideWindow: { input: z.tuple([]), output: nothing },
  quit: { input: z.tuple([]), output: nothing },
};
