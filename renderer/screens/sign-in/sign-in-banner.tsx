import { LogIn } from 'lucide-react';
import type { SignInView } from '../../../electron/contract/access.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { useAwsTime } from '../../lib/clock.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import { clockTime } from '../../lib/time-text.ts';
import { useFocusReturn } from '../../lib/use-focus-return.ts';
import styles from './sign-in-banner.module.css';

/**
 * The sign-in that waits in the browser. Like the banner of a program's question it takes room of its
 * own and no focus: what there is to do is done in the browser.
 */
export function SignInBanner() {
  const { signIn } = useSnapshot();
  return <div aria-live="polite">{signIn === undefined ? null : <Banner signIn={signIn} />}</div>;
}

function Banner({ signIn: { name, startUrl, code } }: { readonly signIn: SignInView }) {
  const { run } = useVerbs();
  const focusReturn = useFocusReturn<HTMLElement>();
  return (
    <section {...focusReturn} className={styles.banner} aria-label="Sign-in">
      <LogIn className={styles.icon} size={16} aria-hidden="true" />
      <p className={styles.text} title={startUrl}>
        Finish signing in to {name} in the browser
      </p>
      <Button onClick={() => void run(() => bridge.cancelSignIn())}>Cancel</Button>
      {code === undefined ? null : <Code code={code} />}
    </section>
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
