/** What the verbs about ways in and out take and give, checked at run time in main. */
import { z } from 'zod';

const profile = z.string().min(1).max(1_024);
const done = z.strictObject({ message: z.string(), notices: z.array(z.string()) });
const text = z.string().max(4_096);
const instant = z.number().finite();

export const baseKindSchema = z.enum([
  'key',
  'session',
  'environment',
  'sso',
  'login',
  'process',
  'web-identity',
  'instance',
  'container',
]);

export const consoleSchema = z.strictObject({ canBeReadOnly: z.boolean() });

export const signInSchema = z.strictObject({
  profile: text,
  name: text,
  startUrl: text,
  code: z.strictObject({ userCode: text, url: text, expiresAt: instant }).exactOptional(),
});

export const rotationSchema = z.strictObject({
  oldKeyId: text,
  state: z.enum(['unfinished', 'old-inactive']),
  deletableAt: instant.exactOptional(),
});

export const ACCESS_SCHEMAS = {
  openConsole: {
    input: z.tuple([
      profile,
      z.strictObject({ service: z.string().max(100), isReadOnly: z.boolean() }),
    ]),
    output: done,
  },
  signIn: { input: z.tuple([profile]), output: done },
  cancelSignIn: { input: z.tuple([]), output: z.null() },
  rotateKey: { input: z.tuple([profile, z.boolean()]), output: done },
  finishRotation: { input: z.tuple([profile, z.boolean()]), output: done },
  copyReadyText: {
    input: z.tuple([profile, z.enum(['role-owner', 'caller-admin'])]),
    output: done,
  },
};
