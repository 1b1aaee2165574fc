/** What the verbs that change the AWS files take and give, checked at run time in main. */
import { z } from 'zod';
import { explanationSchema } from './explanation-schema.ts';
import { failureSchema } from './snapshot-schema.ts';

/** As in `schemas.ts`: limits against nonsense. */
const profile = z.string().min(1).max(1_024);
const field = z.string().max(2_048);
/** Ids of the journal and of findings are made by main. */
const id = z.string().regex(/^[\w.-]{1,100}$/);
/** A text that somebody pastes; what is longer is for the command line. */
const pasted = z.string().max(60_000);

const done = { message: z.string(), notices: z.array(z.string()) };
const place = z.strictObject({ path: z.string(), line: z.number().int() });
const outcome = z.enum(['reads', 'refuses-file', 'ignores', 'misreads']);

const managePreview = z.strictObject({
  diff: z.string(),
  notices: z.array(z.string()),
  affected: z.array(z.string()),
  removesSession: z.boolean(),
});

const leftKey = z.strictObject({
  profile: z.string(),
  accessKeyId: z.string().exactOptional(),
  place,
  failure: failureSchema,
});

const fixPreview = z.strictObject({
  count: z.number().int(),
  diff: z.string(),
  others: z.array(z.string()),
});

export const SURGERY_SCHEMAS = {
  previewManage: { input: z.tuple([profile]), output: managePreview },
  manageRole: { input: z.tuple([profile, z.boolean(), z.boolean()]), output: z.strictObject(done) },
  previewUnmanage: { input: z.tuple([profile]), output: managePreview },
  unmanageRole: { input: z.tuple([profile]), output: z.strictObject(done) },
  findPlainKeys: {
    input: z.tuple([]),
    output: z.strictObject({
      keys: z.array(
        z.strictObject({
          profile: z.string(),
          accessKeyId: z.string(),
          places: z.array(place),
          isStored: z.boolean(),
          strandedRoles: z.array(z.string()),
        }),
      ),
      left: z.array(leftKey),
      notices: z.array(z.string()),
    }),
  },
  adoptKeys: {
    input: z.tuple([z.array(profile).min(1).max(900)]),
    output: z.strictObject({ ...done, unmanaged: z.array(z.string()), left: z.array(leftKey) }),
  },
  examine: {
    input: z.tuple([]),
    output: z.strictObject({
      findings: z.array(
        z.strictObject({
          id,
          severity: z.enum(['error', 'warning', 'note']),
          code: z.string(),
          message: z.string(),
          hint: z.string(),
          place: place.exactOptional(),
          profile: z.string().exactOptional(),
          verdicts: z.strictObject({ awsCli: outcome, javascriptSdk: outcome }).exactOptional(),
          fix: z.string().exactOptional(),
        }),
      ),
    }),
  },
  previewFix: { input: z.tuple([id]), output: fixPreview },
  applyFix: { input: z.tuple([id]), output: z.strictObject(done) },
  previewAllFixes: { input: z.tuple([]), output: fixPreview },
  applyAllFixes: { input: z.tuple([]), output: z.strictObject(done) },
  walkChain: {
    input: z.tuple([profile]),
    output: z.strictObject({
      profile: z.string(),
      links: z.array(
        z.strictObject({
          name: z.string(),
          profile: z.string(),
          state: z.enum(['ok', 'broken', 'needs-you']),
          message: z.string(),
          hint: z.string().exactOptional(),
          code: z.string().exactOptional(),
        }),
      ),
      calls: z.number().int(),
      explanation: explanationSchema.exactOptional(),
    }),
  },
  listChanges: {
    input: z.tuple([]),
    output: z.array(
      z.strictObject({
        id,
        at: z.number(),
        reason: z.string(),
        note: z.string().exactOptional(),
        paths: z.array(z.string()),
        undoes: id.exactOptional(),
        isUndone: z.boolean(),
      }),
    ),
  },
  previewUndo: {
    input: z.tuple([id]),
    output: z.strictObject({
      files: z.array(z.strictObject({ path: z.string(), diff: z.string() })),
      refusal: failureSchema.exactOptional(),
    }),
  },
  undoChange: { input: z.tuple([id]), output: z.strictObject(done) },
  copyCatalogue: { input: z.tuple([z.boolean()]), output: z.strictObject(done) },
  previewImport: {
    input: z.tuple([pasted, field]),
    output: z.strictObject({
      roles: z.array(z.strictObject({ profile: z.string(), roleArn: z.string() })),
      skipped: z.array(z.strictObject({ profile: z.string(), reason: z.string() })),
      notes: z.array(z.string()),
      diff: z.string(),
      wantsSource: z.boolean(),
    }),
  },
  importRoles: { input: z.tuple([pasted, field]), output: z.strictObject(done) },
};
