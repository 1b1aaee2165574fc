import { afterEach, beforeEach, expect, test } from 'vitest';
import { requireKey } from '../keys/require-key.ts';
import type { BaseKey } from '../keys/types.ts';
import { type RotationQuestion, rotationQuestionText } from '../rotation/question-text.ts';
import type { App } from './app.ts';
import type { RotateKeyRequest } from './rotate-key.ts';
import { type PracticeApp, practiceApp } from './testing/practice-app.ts';
import { rotateAgreed, withOneKeyEach } from './testing/rotations.ts';

let practice: PracticeApp;
let first: BaseKey;
let second: BaseKey;
let switchedOffAt: number;

/** One rotation is done: its old key is switched off. */
beforeEach(async () => {
  practice = await practiceApp(withOneKeyEach);
  first = await held();
  const { deletableAt = 0 } = await rotate();
  switchedOffAt = deletableAt - 7 * 24 * 3_600_000;
  second = await held();
});
afterEach(() => practice.close());

const held = () => requireKey(practice.app.keys, 'ci');

const rotate = (more: Partial<RotateKeyRequest> = {}, app: App = practice.app) =>
  rotateAgreed(app, more);

async function listed(): Promise<readonly string[]> {
  const { accessKeyId, secretAccessKey } = await held();
  const credentials = { accessKeyId, secretAccessKey };
  const caller = { region: 'eu-west-1', endpoint: practice.sts.url, credentials };
  const keys = await practice.app.iam.listAccessKeys(caller, 'ci');
  return keys.map((key) => key.accessKeyId).sort();
}

test('the question names the key that is deleted for good, and since when it is off', async () => {
  const questions: RotationQuestion[] = [];
  const no = async (question: RotationQuestion) => {
    questions.push(question);
    throw new Error('no');
  };
  await expect(rotate({ confirm: no })).rejects.toThrow('no');
  const [question] = questions;
  expect(question).toMatchObject({
    kind: 'rotate',
    oldKeyId: second.accessKeyId,
    deletedKeyId: first.accessKeyId,
    switchedOffAt,
  });
  const text = question === undefined ? '' : rotationQuestionText(question);
  const day = new Date(switchedOffAt).toISOString().slice(0, 10);
  expect(text).toContain(`the key ${first.accessKeyId} of the last rotation, off since ${day}`);
  expect(text).toContain('deleted at AWS for good');
  expect(await listed()).toEqual([first.accessKeyId, second.accessKeyId].sort());
});

test('where the rotation can’t begin, the key of the last one is still there', async () => {
  // The first look at the list goes well; what fails is the one that a rotation begins with.
  const { iam } = practice.app;
  let looks = 0;
  const listAccessKeys: typeof iam.listAccessKeys = async (...call) => {
    looks += 1;
    if (looks === 2) practice.sts.faults.order('reset', 9, 'ListAccessKeys');
    return await iam.listAccessKeys(...call);
  };
  await expect(
    rotate({}, { ...practice.app, iam: { ...iam, listAccessKeys } }),
  ).rejects.toMatchObject({ code: 'NETWORK_UNREACHABLE' });
  practice.sts.faults.clear();
  expect(await listed()).toEqual([first.accessKeyId, second.accessKeyId].sort());
});

test('a failure after the deletion says that the key is deleted', async () => {
  practice.sts.faults.order('reset', 9, 'CreateAccessKey');
  await expect(rotate()).rejects.toMatchObject({
    code: 'NETWORK_UNREACHABLE',
    message: expect.stringContaining(
      `the old key ${first.accessKeyId} of the last rotation was deleted at AWS`,
    ),
  });
  practice.sts.faults.clear();
  expect(await listed()).toEqual([second.accessKeyId]);
  // The next run goes on, and tells of no deletion again.
  const questions: RotationQuestion[] = [];
  await rotate({ confirm: async (question) => void questions.push(question) });
  expect(questions).toMatchObject([{ kind: 'resume', oldKeyId: second.accessKeyId }]);
  expect(questions[0]).not.toHaveProperty('deletedKeyId');
});
