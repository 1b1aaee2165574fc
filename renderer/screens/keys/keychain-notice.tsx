import type { Platform } from '../../../electron/contract/settings.ts';
import type { KeychainView } from '../../../electron/contract/snapshot.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useVerbs } from '../../lib/run-verb.ts';
import { capital } from '../../lib/sentence.ts';

const HOW_TO_GET_ONE: Readonly<Record<Platform, string>> = {
  linux:
    'Install and start gnome-keyring (or KWallet, which KDE brings along), sign in again, then try again.',
  darwin: 'Open Keychain Access and unlock the login keychain, then try again.',
  win32: 'Start the service “Credential Manager”, then try again.',
};

export interface KeychainNoticeProps {
  readonly keychain: KeychainView;
  readonly platform: Platform;
}

/** Says that there is no keychain, how to get one, and what works without. Empty where there is one. */
export function KeychainNotice({ keychain, platform }: KeychainNoticeProps) {
  const { run } = useVerbs();
  if (keychain.state === 'ready') return null;
  const retry = <Button onClick={() => void run(() => bridge.retryKeychain())}>Try again</Button>;
  if (keychain.state === 'memory-only') {
    return (
      <Notice
        tone="warn"
        label="Keychain"
        hint="Sessions are forgotten when Role Valet quits, and keys can’t be added. Keys in your files and other sources work."
        actions={retry}
      >
        Going on without a keychain.
      </Notice>
    );
  }
  return (
    <Notice
      tone="danger"
      label="Keychain"
      hint={howToGetOne(keychain.failure?.hint, platform)}
      actions={
        <>
          {retry}
          {/* biome-ignore lint/correctness/useHookAtTopLevel: a verb of the bridge, no hook */}
          <Button onClick={() => void run(() => bridge.useMemoryOnly())}>
            Go on without, for this run
          </Button>
        </>
      }
    >
      {capital(
        keychain.failure?.message ?? 'This computer has no keychain that Role Valet can use.',
      )}
    </Notice>
  );
}

/** Main's next step, and on Linux always the programs that bring a keychain along. */
function howToGetOne(hint: string | undefined, platform: Platform): string {
  if (hint === undefined || hint === '') return HOW_TO_GET_ONE[platform];
  return platform !== 'linux' || hint.includes('gnome-keyring')
    ? hint
    : `${hint} ${HOW_TO_GET_ONE.linux}`;
}
