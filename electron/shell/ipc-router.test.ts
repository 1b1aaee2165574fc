import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { loopCount, loopSeed } from '../../tools/loops.ts';
import { EXIT_CODE_BY_ERROR, RoleValetError } from '../contract/errors.ts';
import { VERB_NAMES, type VerbName, verbChannel } from '../contract/names.ts';
import type { Result } from '../contract/results.ts';
import { VERB_SCHEMAS } from '../contract/schemas.ts';
import { sampleSnapshot } from '../contract/testing/sample-snapshot.ts';
import type { VerbSchema } from './ipc-router.ts';
import { PLANTED_SECRET, routed } from './testing/routed-verbs.ts';

const done = { message: 'Done.', notices: [] };

describe('serveVerbs', () => {
  test('each verb of the contract has its channel and its schemas, and nothing else has', () => {
    const { channels } = routed();
    expect(channels).toEqual(VERB_NAMES.map(verbChannel));
    expect(Object.keys(VERB_SCHEMAS).sort()).toEqual([...VERB_NAMES].sort());
    for (const name of VERB_NAMES) {
      expect(VERB_SCHEMAS[name].input.safeParse, name).toBeTypeOf('function');
      expect(VERB_SCHEMAS[name].output.safeParse, name).toBeTypeOf('function');
    }
  });

  test('arguments that fit reach the verb, and its answer the window', async () => {
    const { send, calls } = routed({ answer: () => ({ ok: true, value: done }) });
    expect(await send('switchRole', 'prod-admin', true)).toEqual({ ok: true, value: done });
    expect(calls).toEqual([['switchRole', 'prod-admin', true]]);
  });

  test('a whole snapshot passes as it is', async () => {
    const value = sampleSnapshot();
    const { send } = routed({ answer: () => ({ ok: true, value }) });
    expect(await send('snapshot')).toEqual({ ok: true, value });
  });

  test.each(VERB_NAMES)('%s is not called for a stranger, who gets a value', async (name) => {
    const { send, calls, log } = routed({ trust: { trusted: false, reason: 'sub-frame' } });
    const answer = await send(name, PLANTED_SECRET);
    expect(answer).toMatchObject({ ok: false, error: { code: 'USAGE' } });
    expect(calls).toEqual([]);
    expect(log.lines).toMatchObject([
      { level: 'error', fields: { verb: name, code: 'sub-frame' } },
    ]);
    expect(JSON.stringify(answer) + log.text()).not.toContain(PLANTED_SECRET);
  });

  test.each([
    ['one too many', 'stopRole', ['a', PLANTED_SECRET]],
    ['one too few', 'switchRole', [PLANTED_SECRET]],
    ['another type', 'answerMfa', [PLANTED_SECRET, 1]],
    ['a field too many', 'markRole', ['a', { favourite: true, [PLANTED_SECRET]: PLANTED_SECRET }]],
    ['a field too few', 'addKey', [{ secretAccessKey: PLANTED_SECRET }]],
    ['a wrong field', 'addKey', [{ profile: 1, secretAccessKey: PLANTED_SECRET }]],
    ['a name that is not one', 'copyExports', ['a', PLANTED_SECRET]],
    ['too much', 'saveRole', [PLANTED_SECRET.repeat(10_000), '']],
    ['no plain data', 'saveSettings', [new Map([['theme', PLANTED_SECRET]])]],
  ] as const)('%s is refused without an echo', async (_, name, parameters) => {
    const { send, calls, log } = routed();
    const answer = await send(name, ...parameters);
    expect(answer).toMatchObject({ ok: false, error: { code: 'USAGE' } });
    expect(calls).toEqual([]);
    expect(log.lines).toHaveLength(1);
    expect(JSON.stringify(answer) + log.text()).not.toContain(PLANTED_SECRET);
  });

  test('our own error crosses as its value, without cause or stack', async () => {
    const { send } = routed({
      answer: () => {
        const cause = new Error(PLANTED_SECRET);
        throw new RoleValetError('ROLE_NOT_FOUND', 'no role x', 'Look at the list.', { cause });
      },
    });
    expect(await send('stopRole', 'x')).toEqual({
      ok: false,
      error: { code: 'ROLE_NOT_FOUND', message: 'no role x', hint: 'Look at the list.' },
    });
  });

  test.each([
    ['an error', new Error(`refused: ${PLANTED_SECRET}`)],
    ['a text', PLANTED_SECRET],
    ['an object', { secretAccessKey: PLANTED_SECRET }],
    ['nothing', undefined],
  ])('%s that nobody foresaw is INTERNAL, and its detail stays here', async (_, thrown) => {
    const { send, log } = routed({
      answer: () => {
        throw thrown;
      },
    });
    const answer = await send('stopAll');
    expect(answer).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(log.lines).toMatchObject([{ level: 'error', fields: { verb: 'stopAll' } }]);
    expect(JSON.stringify(answer) + log.text()).not.toContain(PLANTED_SECRET);
  });

  test('a failing check of the sender refuses', async () => {
    const { send, calls } = routed({
      trust: () => {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed');
      },
    });
    expect(await send('snapshot')).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(calls).toEqual([]);
  });

  test('an answer that the contract does not know is held back, and told by its fields', async () => {
    const value = { ...done, secretAccessKey: PLANTED_SECRET };
    const { send, log } = routed({ answer: () => ({ ok: true, value }) });
    const answer = await send('stopAll');
    expect(answer).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(log.lines).toMatchObject([{ level: 'error', fields: { verb: 'stopAll' } }]);
    expect(JSON.stringify(answer) + log.text()).not.toContain(PLANTED_SECRET);
  });

  test('the log names the field of an answer that does not fit', async () => {
    const value = sampleSnapshot();
    const role = { ...value.roles[0], roleName: 5 };
    const { send, log } = routed({
      answer: () => ({ ok: true, value: { ...value, roles: [role] } }),
    });
    await send('snapshot');
    expect(log.lines[0]?.fields.fields).toBe('roles.0.roleName (invalid_type)');
  });

  test('of a failure only code, message and hint go out, the texts masked', async () => {
    const error = {
      code: 'KEY_EXISTS',
      message: `another key: secretAccessKey=${PLANTED_SECRET}`,
      hint: 'Remove it.',
      detail: PLANTED_SECRET,
    };
    const { send } = routed({ answer: () => ({ ok: false, error }) });
    expect(await send('stopAll')).toEqual({
      ok: false,
      error: {
        code: 'KEY_EXISTS',
        message: 'another key: secretAccessKey=[hidden]',
        hint: 'Remove it.',
      },
    });
  });

  test('a failure with a code that is not on the list is INTERNAL', async () => {
    const error = { code: PLANTED_SECRET, message: '', hint: '' };
    const { send, log } = routed({ answer: () => ({ ok: false, error }) });
    expect(await send('stopAll')).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(log.text()).not.toContain(PLANTED_SECRET);
  });

  test('verbs and window get what the schemas made, not what was sent', async () => {
    const schemas = Object.fromEntries(
      VERB_NAMES.map((name) => [
        name,
        { input: z.tuple([z.string().trim()]), output: z.object({ a: z.number() }) },
      ]),
    ) as unknown as { [Name in VerbName]: VerbSchema };
    const value = { a: 1, b: PLANTED_SECRET };
    const { send, calls } = routed({ schemas, answer: () => ({ ok: true, value }) });
    expect(await send('stopRole', ' x ')).toEqual({ ok: true, value: { a: 1 } });
    expect(calls).toEqual([['stopRole', 'x']]);
  });
});

describe('anything at all on any channel', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withNullPrototype: true,
  });
  /** Parts of arguments that fit, so that some get past the first check. */
  const likely = fc.constantFrom<unknown>('prod-admin', 'sh', true, 7, { favourite: true }, {}, '');
  const parameters = fc.array(fc.oneof(anything, likely), { maxLength: 4 });

  test('is answered with a value, and a verb only ever sees what its schema made', async () => {
    const { send, calls } = routed({ answer: () => ({ ok: true, value: null }) });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...VERB_NAMES), parameters, async (name, given) => {
        calls.length = 0;
        const answer = (await send(name, ...given)) as Result<unknown>;
        const parsed = VERB_SCHEMAS[name].input.safeParse(given);
        if (calls.length > 0) {
          expect(parsed.success).toBe(true);
          expect(calls).toEqual([[name, ...(parsed.data ?? [])]]);
        } else {
          expect(answer.ok).toBe(false);
        }
        if (!answer.ok) {
          expect(Object.keys(EXIT_CODE_BY_ERROR)).toContain(answer.error.code);
        }
      }),
      { numRuns: loopCount(20_000, 2_000), seed: loopSeed() },
    );
  });

  test('lets no planted secret out, whatever a verb answers or throws', async () => {
    const plant = (value: unknown): unknown => ({ value, secretAccessKey: PLANTED_SECRET });
    let next: () => unknown = () => undefined;
    const { send, log } = routed({ answer: () => next() as Result<unknown> });
    const leak = fc.constantFrom<(value: unknown) => () => unknown>(
      (value) => () => ({ ok: true, value: plant(value) }),
      (value) => () => ({ ok: true, value: { ...done, ...(plant(value) as object) } }),
      (value) => () => ({ ok: true, value: { ...sampleSnapshot(), extra: plant(value) } }),
      (value) => () => ({ ok: false, error: plant(value) }),
      (value) => () => ({ ok: false, error: { code: 'INTERNAL', message: '', hint: '', value } }),
      (value) => () => plant(value),
      (value) => () => {
        throw plant(value);
      },
      () => () => {
        throw new Error(`token ${PLANTED_SECRET}`);
      },
      () => () => {
        throw new RoleValetError('KEY_EXISTS', `key ${PLANTED_SECRET}`, PLANTED_SECRET);
      },
    );
    await fc.assert(
      fc.asyncProperty(leak, anything, async (make, value) => {
        next = make(value);
        for (const name of ['snapshot', 'stopAll', 'quit', 'practiceCode'] as const) {
          expect(JSON.stringify(await send(name))).not.toContain(PLANTED_SECRET);
        }
      }),
      { numRuns: loopCount(5_000, 500), seed: loopSeed() },
    );
    expect(log.text()).not.toContain(PLANTED_SECRET);
  });
});
