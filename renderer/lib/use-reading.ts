import { useCallback, useEffect, useState } from 'react';
import type { Failure, Result } from '../../electron/contract/results.ts';

/** What main was asked for, as a screen shows it. */
export type Reading<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly failure: Failure };

export interface Reader<T> {
  readonly reading: Reading<T>;
  /** Asks once more; resolves when the answer is there. */
  readonly readAgain: () => Promise<void>;
}

/**
 * Asks main now, and again whenever `moment` changes. What was read before stays on screen meanwhile,
 * so that nothing jumps; an answer that a later question overtook is dropped.
 */
export function useReading<T>(read: () => Promise<Result<T>>, moment: string | number): Reader<T> {
  const [reading, setReading] = useState<Reading<T>>({ state: 'loading' });
  const [newest] = useState({ question: 0 });
  const ask = useCallback(async () => {
    newest.question += 1;
    const { question } = newest;
    const next = await answerOf(read);
    if (question === newest.question) setReading(next);
  }, [read, newest]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `moment` is what makes an answer old
  useEffect(() => {
    void ask();
    return () => {
      newest.question += 1;
    };
  }, [ask, moment]);
  return { reading, readAgain: ask };
}

async function answerOf<T>(read: () => Promise<Result<T>>): Promise<Reading<T>> {
  try {
    const result = await read();
    return result.ok
      ? { state: 'ready', value: result.value }
      : { state: 'failed', failure: result.error };
  } catch (error) {
    const failure = {
      code: 'INTERNAL',
      message: `Role Valet did not answer: ${String(error)}`,
      hint: 'Open this screen again.',
    };
    return { state: 'failed', failure };
  }
}
