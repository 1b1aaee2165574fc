import { LogIn } from 'lucide-react';
import type { SignInView } from '../../../electron/contract/access.ts';
import { bridge } from '../../bridge.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { useAwsTime } from '../../lib/clock.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import { clockTime } from '../../lib/time-text.ts';
import styles from './sign-in-banner.module.css';

/** The sign-in that waits in the browser: what there is to do is done there. */
export function SignInBanner() {
  const { signIn } = useSnapshot();
  const { run } = useVerbs();
  return (
    <div aria-live="polite">
      {signIn === undefined ? null : (
        <Banner
          label="Sign-in"
          tone="accent"
          icon={LogIn}
          text={`Finish signing in to ${signIn.name} in the browser`}
          title={signIn.startUrl}
          actions={<Button onClick={() => void run(() => bridge.cancelSignIn())}>Cancel</Button>}
        >
          {signIn.code === undefined ? null : <Code code={signIn.code} />}
        </Banner>
      )}
    </div>
  );
}

function Code({
  code: { userCode, url, expiresAt },
}: {
  readonly code: NonNullable<SignInView['code']>;
}) {
  const until = useAwsTime((now) => clockTime(expiresAt, now));
  return (
    <div className={styles.compare}>
      <output className={styles.code} aria-label="Code to compare">
        {userCode}
      </output>
      <p className={styles.note}>
        Go on only if the page shows this code; it holds until {until}. No page? Open{' '}
        <code className={styles.url}>{url}</code>
      </p>
    </div>
  );
}
