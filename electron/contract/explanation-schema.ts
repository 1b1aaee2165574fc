import { z } from 'zod';
import type { Explanation } from './explanation.ts';

const line = z.string().max(4_096);

/** Why AWS refused a call, as it goes to the window. */
export const explanationSchema = z.strictObject({
  code: line,
  refused: line,
  causes: z.array(
    z.strictObject({
      name: line,
      title: line,
      certainty: z.enum(['certain', 'likely', 'possible']),
      why: line,
      check: line,
      command: line.exactOptional(),
    }),
  ),
  checks: z.array(
    z.strictObject({
      call: z.enum(['sts:GetCallerIdentity', 'iam:GetRole', 'sts:DecodeAuthorizationMessage']),
      state: z.enum(['made', 'not-permitted', 'not-made']),
      result: line,
    }),
  ),
  texts: z.array(
    z.strictObject({
      to: z.enum(['role-owner', 'caller-admin']),
      title: line,
      text: z.string().max(20_000),
    }),
  ),
}) as z.ZodType<Explanation>;
