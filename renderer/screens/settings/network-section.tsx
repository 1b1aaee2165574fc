import { useState } from 'react';
import type { NetworkSettings } from '../../../electron/contract/settings.ts';
import { bridge } from '../../bridge.ts';
import { Card } from '../../components/card.tsx';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import { SavedTextField } from './saved-text-field.tsx';
import styles from './settings.module.css';
import { useQuietVerbs } from './use-settings.ts';

/** The app's way to AWS: a program that starts at login sees no shell's variables. */
export function NetworkSection() {
  const { network, isPractice } = useSnapshot();
  const { run } = useQuietVerbs();
  const [faults, setFaults] = useState<Partial<Record<keyof NetworkSettings, string>>>({});
  // The practice organisation is on this computer, which no proxy is asked about.
  if (isPractice) return null;
  const save = (name: keyof NetworkSettings, value: string): void => {
    setFaults(({ [name]: _, ...others }) => others);
    void run(() => bridge.saveNetwork({ [name]: value }), {
      onFailure: ({ message, hint }) =>
        setFaults((before) => ({ ...before, [name]: `Not saved: ${message}. ${hint}` })),
    });
  };
  const { proxyVariable, caBundleVariable } = network;
  return (
    <Card
      title="Network"
      description="For this window and the tray. A command that runs alone reads its terminal’s variables."
    >
      <div className={styles.fields}>
        <SavedTextField
          label="Proxy"
          value={network.proxy}
          onSave={(value) => save('proxy', value)}
          error={faults.proxy}
          hint={
            proxyVariable === undefined
              ? 'Such as http://proxy.example.com:8080. Empty: the one of the system, if it has one.'
              : `${proxyVariable} is set where Role Valet was started, and counts instead.`
          }
        />
        <SavedTextField
          label="Root certificates"
          value={network.caBundle}
          onSave={(value) => save('caBundle', value)}
          error={faults.caBundle}
          hint={
            caBundleVariable === undefined
              ? 'Path of a PEM file, for a proxy that looks into connections. A ca_bundle of your config comes first. Empty: the usual ones and the system’s.'
              : `${caBundleVariable} is set where Role Valet was started, and counts instead.`
          }
        />
      </div>
    </Card>
  );
}
