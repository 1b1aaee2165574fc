import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MfaQuestion } from '../app.ts';
import { MfaBroker, type Waiting } from './mfa-broker.ts';

const question: MfaQuestion = {
  serial: 'arn:aws:iam::111122223333:mfa/alex',
  baseProfile: 'security',
  accountId: '111122223333',
  role: 'hub',
  previous: undefined,
};

const nobodyElse = (): Waiting => ({ profiles: [], hasPerson: false });

/** A broker on a clock that tests turn. */
function newBroker(): { desk: MfaBroker; pass(milliseconds: number): void; timers(): number } {
  let now = 0;
  const timers = new Set<{ at: number; run: () => void }>();
  const desk = new MfaBroker({
    now: () => now,
    after: (delayMs, run) => {
      const timer = { at: now + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    onChange: () => undefined,
  });
  return {
    desk,
    timers: () => timers.size,
    pass: (milliseconds) => {
      now += milliseconds;
      for (const timer of [...timers].filter(({ at }) => at <= now)) {
        timers.delete(timer);
        timer.run();
      }
    },
  };
}

describe('MfaBroker', () => {
  test('shows the oldest question with all roles that wait for its device', () => {
    const desk = newBroker().desk;
    void desk.opened('person').ask(question);
    void desk.opened('person').ask({ ...question, serial: 'GAHT12345678', role: 'other' });
    const waiting = (serial: string): Waiting => ({
      profiles: serial === question.serial ? ['hub', 'deployer'] : [],
      hasPerson: false,
    });
    expect(desk.view(waiting)).toEqual({
      id: 1,
      serial: question.serial,
      baseProfile: 'security',
      accountId: '111122223333',
      roles: ['hub', 'deployer'],
      isChecking: false,
      askedBy: 'person',
    });
  });

  test('an answer is being checked until the work asks again or ends', async () => {
    const desk = newBroker().desk;
    const asking = desk.opened('person');
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
    const desk = newBroker().desk;
    void desk.opened('person').ask(question);
    expect(() => desk.answer(1, '12345')).toThrow('six-digit');
    expect(() => desk.answer(7, '123456')).toThrow('over');
    desk.answer(1, '123456');
    expect(() => desk.answer(1, '123456')).toThrow('over');
    expect(() => desk.dismiss(1)).toThrow('over');
  });

  test('a refusal ends the question at once', async () => {
    const desk = newBroker().desk;
    const answer = desk.opened('person').ask(question);
    desk.dismiss(1);
    expect(await answer).toBeUndefined();
    expect(desk.view(nobodyElse)).toBeUndefined();
  });

  test('who waited behind a question shares its refusal; work that begins later asks anew', async () => {
    const { desk } = newBroker();
    const [first, second] = [desk.opened('person'), desk.opened('person')];
    const answer = first.ask(question);
    desk.dismiss(1);
    expect(await answer).toBeUndefined();
    expect(await second.ask({ ...question, role: 'deployer' })).toBeUndefined();
    expect(desk.view(nobodyElse)).toBeUndefined();
    const third = desk.opened('person').ask(question);
    desk.answer(2, '123456');
    expect(await third).toBe('123456');
  });

  test('after a refusal programs are refused at once for five minutes, or until the person acts', async () => {
    const { desk, pass } = newBroker();
    void desk.opened('program').ask(question);
    expect(desk.view(nobodyElse)).toMatchObject({ askedBy: 'program' });
    desk.dismiss(1);
    pass(299_999);
    expect(await desk.opened('program').ask(question)).toBeUndefined();
    const other = { ...question, serial: `${question.serial}2` };
    void desk.opened('program').ask(other);
    expect(desk.view(nobodyElse)).toMatchObject({ serial: other.serial });
    desk.dismiss(2);
    pass(1);
    void desk.opened('program').ask(question);
    expect(desk.view(nobodyElse)).toMatchObject({ id: 3 });
    desk.dismiss(3);

    void desk.opened('person').ask(question);
    desk.dismiss(4);
    expect(await desk.opened('program').ask(question)).toBeUndefined();
    const acting = desk.opened('person');
    const answer = acting.ask(question);
    desk.answer(5, '123456');
    expect(await answer).toBe('123456');
    acting.close();
    void desk.opened('program').ask(question);
    expect(desk.view(nobodyElse)).toMatchObject({ id: 6 });
  });

  test('a question that nobody answers ends by itself, and an answered one does not', async () => {
    const { desk, pass, timers } = newBroker();
    const asking = desk.opened('program');
    const forgotten = asking.ask(question);
    pass(300_000);
    expect(await forgotten).toBeUndefined();
    expect(desk.view(nobodyElse)).toBeUndefined();

    const answered = desk.opened('person');
    const answer = answered.ask(question);
    desk.answer(2, '123456');
    expect(await answer).toBe('123456');
    expect(timers()).toBe(0);
    expect(desk.view(nobodyElse)).toMatchObject({ isChecking: true });
    answered.close();
  });

  test('a program’s question is the person’s as soon as one waits for it', () => {
    const { desk } = newBroker();
    void desk.opened('program').ask(question);
    expect(desk.view(() => ({ profiles: ['hub'], hasPerson: true }))).toMatchObject({
      askedBy: 'person',
      roles: ['hub'],
    });
  });

  test('however work asks, answers and ends, nothing is left open and nobody waits for ever', async () => {
    const step = fc.record({
      act: fc.constantFrom('ask', 'answer', 'dismiss', 'close', 'dismissAll'),
      work: fc.nat(3),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { desk, timers } = newBroker();
        const works = [0, 1, 2, 3].map((work) => desk.opened(work % 2 ? 'person' : 'program'));
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
        expect(timers()).toBe(0);
      }),
    );
  });
});
