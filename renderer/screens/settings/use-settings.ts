import { useMemo, useState } from 'react';
import type { Settings } from '../../../electron/contract/settings.ts';
import { bridge } from '../../bridge.ts';
import { createVerbRunner, useVerbs, type VerbRunner } from '../../lib/run-verb.ts';
import { useSnapshot } from '../../lib/snapshot-store.ts';

export type SettingName = keyof Settings;

export interface SettingsModel {
  readonly settings: Settings;
  /** Why a setting was not saved, for the place beside it. */
  readonly faults: Partial<Record<SettingName, string>>;
  /** Saves one setting at once. What it shows follows from main's next snapshot. */
  save<Name extends SettingName>(name: Name, value: Settings[Name]): void;
}

/** The settings and how one is changed. A change is its own message: only notices are told. */
export function useSettings(): SettingsModel {
  const { settings } = useSnapshot();
  const quiet = useQuietVerbs();
  const [faults, setFaults] = useState<SettingsModel['faults']>({});
  return {
    settings,
    faults,
    save: (name, value) => {
      setFaults(({ [name]: _, ...others }) => others);
      void quiet.run(() => bridge.saveSettings({ [name]: value }), {
        onFailure: ({ message, hint }) =>
          setFaults((before) => ({ ...before, [name]: `Not saved: ${message}. ${hint}` })),
      });
    },
  };
}

/** Runs verbs of which only notices and failures are told: a control that changed says enough. */
export function useQuietVerbs(): VerbRunner {
  const verbs = useVerbs();
  return useMemo(
    () =>
      createVerbRunner({
        ...verbs,
        tell: (done) => {
          if (done.notices.length > 0) verbs.tell(done);
        },
      }),
    [verbs],
  );
}
