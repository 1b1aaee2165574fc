import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MfaQuestion } from '../app.ts';
import { MfaDesk } from './mfa-desk.ts';

const question: MfaQuestion = {
  serial: 'arn:aws:iam::111122223333:mfa/alex',
  baseProfile: 'security',
  accountId: '111122223333',
  role: 'hub',
  previous: undefined,
};

const nobodyElse = (): readonly string[] => [];

describe('MfaDesk', () => {
  test('shows the oldest question with all roles that wait for its device', () => {
    const desk = new MfaDesk(() => undefined);
    void desk.opened().ask(question);
    void desk.opened().ask({ ...question, serial: 'GAHT12345678', role: 'other' });
    expect(desk.view((serial) => (serial === question.serial ? ['hub', 'deployer'] : []))).toEqual({
      id: 1,
      serial: question.serial,
      baseProfile: 'security',
      accountId: '111122223333',
      roles: ['hub', 'deployer'],
      isChecking: false,
    });
  });

  test('an answer is being checked until the work asks again or ends', async () => {
    const desk = new MfaDesk(() => undefined);
    const asking = desk.opened();
    const first = asking.ask(question);
    desk.answer(1, '123 456');
    expect(await first).toBe('123456');
    expect(desk.view(nobodyElse)).toMatchObject({ id: 1, isChecking: true });

    void asking.ask({ ...question, previous: 'wrong' });
    expect(desk.view(nobodyElse)).toMatchObject({ id: 2, previous: 'wrong', isChecking: false });
    asking.close();
    expect(desk.view(nobodyElse)).toBeUndefined();
  });

  test('a code is taken once, for the question that is open', () => {
    const desk = new MfaDesk(() => undefined);
    void desk.opened().ask(question);
    expect(() => desk.answer(1, '12345')).toThrow('six-digit');
    expect(() => desk.answer(7, '123456')).toThrow('over');
    desk.answer(1, '123456');
    expect(() => desk.answer(1, '123456')).toThrow('over');
    expect(() => desk.dismiss(1)).toThrow('over');
  });

  test('a refusal ends the question at once', async () => {
    const desk = new MfaDesk(() => undefined);
    const answer = desk.opened().ask(question);
    desk.dismiss(1);
    expect(await answer).toBeUndefined();
    expect(desk.view(nobodyElse)).toBeUndefined();
  });

  test('however work asks, answers and ends, nothing is left open and nobody waits for ever', async () => {
    const step = fc.record({
      act: fc.constantFrom('ask', 'answer', 'dismiss', 'close', 'dismissAll'),
      work: fc.nat(3),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const desk = new MfaDesk(() => undefined);
        const works = [0, 1, 2, 3].map(() => desk.opened());
        const waiting = new Map<number, Promise<string | undefined>>();
        const answers: Promise<string | undefined>[] = [];
        for (const { act, work } of steps) {
          const open = desk.view(nobodyElse);
          if (act === 'ask' && !waiting.has(work)) {
            const answer = works[work]?.ask(question);
            if (answer !== undefined) {
              waiting.set(work, answer);
              answers.push(answer);
              void answer.then(() => waiting.delete(work));
            }
          } else if (act === 'close' && !waiting.has(work)) {
            works[work]?.close();
          } else if (act === 'dismissAll') {
            desk.dismissAll();
          } else if (open !== undefined && !open.isChecking) {
            if (act === 'answer') desk.answer(open.id, '123456');
            if (act === 'dismiss') desk.dismiss(open.id);
          }
          await Promise.resolve();
        }
        desk.dismissAll();
        await Promise.all(answers);
        for (const work of works) work.close();
        expect(desk.view(nobodyElse)).toBeUndefined();
      }),
    );
  });
});
