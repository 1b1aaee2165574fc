import { useState } from 'react';
import type { Failure } from '../../../electron/contract/results.ts';
import { bridge } from '../../bridge.ts';
import { useVerbs } from '../../lib/run-verb.ts';

/** `go-on` is the rest of a rotation that was cut off; `finish` deletes the old key. */
export type RotationStep = 'rotate' | 'go-on' | 'finish';

export interface Rotation {
  readonly isBusy: boolean;
  /** Why the last step was not done: long, so it stands at the key and not in a toast. */
  readonly failure: Failure | undefined;
  /** Asks, does the step, and tells what came of it. */
  run(step: RotationStep): Promise<void>;
}

/** Replacing a base key by a new one, step by step. */
export function useRotation(profile: string): Rotation {
  const { run } = useVerbs();
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const words = {
    rotate: { title: `Rotate the key of ${profile}?`, action: 'Rotate' },
    'go-on': { title: `Go on with the rotation of ${profile}?`, action: 'Go on' },
    finish: { title: `Delete the old key of ${profile}?`, action: 'Delete' },
  };
  return {
    isBusy,
    failure,
    run: async (step) => {
      const verb = step === 'finish' ? bridge.finishRotation : bridge.rotateKey;
      setIsBusy(true);
      setFailure(undefined);
      await run((confirmed) => verb(profile, confirmed), { ...words[step], onFailure: setFailure });
      setIsBusy(false);
    },
  };
}
