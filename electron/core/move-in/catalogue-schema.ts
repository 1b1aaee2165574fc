import { z } from 'zod';
import { profileNameFault } from '../aws-config/profile-name.ts';
import { readRoleArn } from '../chain/arn.ts';
import { EXTERNAL_ID } from '../chain/hop-settings.ts';
import { LEAST_SECONDS, MOST_ROLE_SECONDS } from '../chain/limits.ts';
import { serialFault } from '../chain/mfa-device.ts';
import { partitionOfRegion } from '../chain/partitions.ts';
import { ROLE_FIELDS } from '../settings/settings-schema.ts';
import { CATALOGUE_FORMAT, CATALOGUE_VERSION, type Catalogue } from './catalogue.ts';

/** Each message is the rest of a sentence that begins with the field's name. */
const profile = checked(profileNameFault);

/** Sources may have names that we would not give, as long as a header can hold them. */
const source = z
  .string({ error: 'must be the name of a profile' })
  .min(1, { error: 'must not be empty' })
  .max(1_024, { error: 'is too long for a profile' });

const roleArn = checked((text) => {
  const reading = readRoleArn(text);
  return reading.ok ? undefined : `is wrong: ${reading.fault}`;
});

const region = checked((text) =>
  partitionOfRegion(text) === undefined ? 'is no AWS region' : undefined,
);

const mfaSerial = checked((text) =>
  text.toLowerCase() === 'none' ? undefined : serialFault(text)?.message,
);

const externalId = checked((text) =>
  EXTERNAL_ID.test(text) ? undefined : 'is no external id that AWS accepts',
);

const SECONDS = `must be ${LEAST_SECONDS} to ${MOST_ROLE_SECONDS} seconds`;
const durationSeconds = z
  .int({ error: SECONDS })
  .min(LEAST_SECONDS, { error: SECONDS })
  .max(MOST_ROLE_SECONDS, { error: SECONDS });

const role = z.strictObject({
  profile,
  roleArn,
  sourceProfile: source,
  region: region.optional(),
  mfaSerial: mfaSerial.optional(),
  externalId: externalId.optional(),
  wantsExternalId: z.literal(true, { error: 'must be true or left out' }).optional(),
  durationSeconds: durationSeconds.optional(),
  colour: ROLE_FIELDS.colour.optional(),
  group: ROLE_FIELDS.group.optional(),
});

const base = z.strictObject({
  profile: source,
  region: region.optional(),
  mfaSerial: mfaSerial.optional(),
});

/** Far more than any organisation has; less than what would stop the machine. */
const MOST_ROLES = 20_000;

/** What a catalogue must look like. */
export const CATALOGUE_SCHEMA: z.ZodType<Catalogue> = z.strictObject({
  format: z.literal(CATALOGUE_FORMAT, { error: `must be "${CATALOGUE_FORMAT}"` }),
  version: z.literal(CATALOGUE_VERSION, { error: `must be ${CATALOGUE_VERSION}` }),
  bases: z.array(base, { error: 'must be a list' }).max(MOST_ROLES),
  roles: z.array(role, { error: 'must be a list' }).max(MOST_ROLES),
});

function checked(faultOf: (text: string) => string | undefined): z.ZodType<string> {
  return z.string({ error: 'must be a text' }).superRefine((text, context) => {
    const fault = faultOf(text);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  });
}
