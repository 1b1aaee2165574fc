import { expect, test } from 'vitest';
import type { Done, Failure, Result } from '../../electron/contract/results.ts';
import { type Confirmation, createVerbRunner } from './run-verb.ts';

const DONE: Result<Done> = { ok: true, value: { message: 'Switched', notices: ['until 10:00'] } };

function failing(code: string): Result<Done> {
  return { ok: false, error: { code, message: `message of ${code}`, hint: 'next step' } };
}

function recordingOutlets(answer: boolean) {
  const told: Done[] = [];
  const warned: Failure[] = [];
  const asked: Confirmation[] = [];
  const runner = createVerbRunner({
    tell: (done) => told.push(done),
    warn: (failure) => warned.push(failure),
    confirm: async (question) => {
      asked.push(question);
      return answer;
    },
  });
  return { runner, told, warned, asked };
}

test('what was done is told, and given back', async () => {
  const { runner, told } = recordingOutlets(true);
  expect(await runner.run(async () => DONE)).toEqual(DONE.ok ? DONE.value : undefined);
  expect(told).toEqual([{ message: 'Switched', notices: ['until 10:00'] }]);
});

test('a value that is no outcome is given back in silence', async () => {
  const { runner, told, warned } = recordingOutlets(true);
  expect(await runner.run(async () => ({ ok: true, value: null }))).toBeNull();
  expect([...told, ...warned]).toEqual([]);
});

test('a failure is shown, or left to the caller who asked for it', async () => {
  const { runner, warned } = recordingOutlets(true);
  expect(await runner.run(async () => failing('STS_ACCESS_DENIED'))).toBeUndefined();
  expect(warned.map(({ code }) => code)).toEqual(['STS_ACCESS_DENIED']);
  const own: Failure[] = [];
  await runner.run(async () => failing('USAGE'), { onFailure: (failure) => own.push(failure) });
  expect(own.map(({ code }) => code)).toEqual(['USAGE']);
  expect(warned).toHaveLength(1);
});

test('a confirmation is asked for in the words of main, and the yes is sent', async () => {
  const { runner, asked, told } = recordingOutlets(true);
  const sent: boolean[] = [];
  await runner.run(
    async (confirmed) => {
      sent.push(confirmed);
      return confirmed ? DONE : failing('CONFIRMATION_REQUIRED');
    },
    { title: 'Switch?', action: 'Switch' },
  );
  expect(sent).toEqual([false, true]);
  expect(asked).toEqual([
    {
      title: 'Switch?',
      action: 'Switch',
      message: 'message of CONFIRMATION_REQUIRED',
      hint: 'next step',
    },
  ]);
  expect(told).toHaveLength(1);
});

test('a no sends nothing and says nothing', async () => {
  const { runner, told, warned } = recordingOutlets(false);
  const sent: boolean[] = [];
  const value = await runner.run(async (confirmed) => {
    sent.push(confirmed);
    return failing('CONFIRMATION_REQUIRED');
  });
  expect(value).toBeUndefined();
  expect(sent).toEqual([false]);
  expect([...told, ...warned]).toEqual([]);
});

test('a bridge that breaks is a failure with a next step, not a rejection', async () => {
  const { runner, warned } = recordingOutlets(true);
  await runner.run(async () => {
    throw new Error('the other side is gone');
  });
  expect(warned[0]?.message).toContain('the other side is gone');
  expect(warned[0]?.hint).not.toBe('');
});
