import { createContext, useContext } from 'react';
import type { Done, Failure, Result } from '../../electron/contract/results.ts';

/** What the confirm dialog asks. */
export interface Confirmation {
  readonly title: string;
  /** What will happen, from main's CONFIRMATION_REQUIRED or from the screen that asks. */
  readonly message: string;
  readonly hint?: string;
  /** The button that goes ahead: `Switch`, `Remove`. */
  readonly action: string;
  readonly isDangerous?: boolean;
}

export interface VerbOptions {
  /** Heading and button, should main ask for confirmation. */
  readonly title?: string;
  readonly action?: string;
  /** Leaves the failure to the caller, who shows it beside a field. */
  readonly onFailure?: (failure: Failure) => void;
}

/** How a verb's outcome reaches the user. */
export interface VerbOutlets {
  tell(done: Done): void;
  warn(failure: Failure): void;
  confirm(question: Confirmation): Promise<boolean>;
}

/** The verbs as the screens use them: what comes of one is always shown, and no promise rejects. */
export interface VerbRunner extends VerbOutlets {
  /**
   * Sends a verb and tells the user what came of it: the message of a `Done`, or a failure with its
   * next step. Where main wants a confirmation the user is asked, and a yes is sent.
   *
   * @returns the verb's value; undefined where it failed or the user declined
   */
  run<T>(
    send: (confirmed: boolean) => Promise<Result<T>>,
    options?: VerbOptions,
  ): Promise<T | undefined>;
}

export function createVerbRunner(outlets: VerbOutlets): VerbRunner {
  const run: VerbRunner['run'] = async (send, options = {}) => {
    let result = await settle(send, false);
    if (!result.ok && result.error.code === 'CONFIRMATION_REQUIRED') {
      const { message, hint } = result.error;
      const question = {
        title: options.title ?? 'Are you sure?',
        message,
        hint,
        action: options.action ?? 'Go ahead',
      };
      if (!(await outlets.confirm(question))) {
        return undefined;
      }
      result = await settle(send, true);
    }
    if (!result.ok) {
      (options.onFailure ?? outlets.warn)(result.error);
      return undefined;
    }
    if (isDone(result.value)) {
      outlets.tell(result.value);
    }
    return result.value;
  };
  return { ...outlets, run };
}

/** A rejection means that the bridge itself broke: main never answers with one. */
async function settle<T>(
  send: (confirmed: boolean) => Promise<Result<T>>,
  confirmed: boolean,
): Promise<Result<T>> {
  try {
    return await send(confirmed);
  } catch (error) {
    return {
      ok: false,
      error: {
        code: 'INTERNAL',
        message: `Role Valet did not answer: ${error instanceof Error ? error.message : 'unknown'}`,
        hint: 'Try again; if that does not help, quit Role Valet and start it again.',
      },
    };
  }
}

function isDone(value: unknown): value is Done {
  return typeof value === 'object' && value !== null && 'message' in value && 'notices' in value;
}

export const VerbRunnerContext = createContext<VerbRunner | undefined>(undefined);

/** @throws outside of the app's frame */
export function useVerbs(): VerbRunner {
  const runner = useContext(VerbRunnerContext);
  if (runner === undefined) {
    throw new Error('useVerbs needs a VerbRunnerContext.');
  }
  return runner;
}
