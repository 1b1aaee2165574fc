import { LoaderCircle, type LucideIcon } from 'lucide-react';
import type { Colour } from '../../electron/contract/roles.ts';
import { useAwsTime } from '../lib/clock.ts';
import { shortTimeLeft } from '../lib/time-text.ts';
import styles from './countdown-ring.module.css';

export interface CountdownRingProps {
  /** End of the session, epoch milliseconds of AWS's clock; undefined draws an empty ring. */
  readonly expiresAt?: number | undefined;
  readonly lifeSeconds?: number | undefined;
  /** `live` by itself turns to `warn` in the last five minutes. */
  readonly tone: 'idle' | 'live' | 'warn' | 'danger';
  /** The user's mark, shown by an empty ring. */
  readonly colour?: Colour | undefined;
  /** Stands in the ring where there is no time to tell. */
  readonly icon?: LucideIcon | undefined;
  /** Something is waited for: a wheel, with the time left in it where there is some. */
  readonly isBusy?: boolean;
  /** The session is renewed while it runs: the arc breathes. */
  readonly isRenewing?: boolean;
}

const FULL = 88;
const WARN_BELOW_MS = 5 * 60_000;

/** How much of a session is left, as a picture. The words for screen readers stand beside it. */
export function CountdownRing(props: CountdownRingProps) {
  const { expiresAt } = props;
  // A ring without an end has nothing to ask the clock: most rows of a long list are such.
  return expiresAt === undefined ? (
    <Ring {...props} text="" length={0} />
  ) : (
    <TickingRing {...props} expiresAt={expiresAt} />
  );
}

function TickingRing(props: CountdownRingProps & { readonly expiresAt: number }) {
  const { expiresAt, lifeSeconds = 3600 } = props;
  const text = useAwsTime((now) => (expiresAt <= now ? '' : shortTimeLeft(expiresAt - now)));
  const length = useAwsTime((now) => arcLength(expiresAt - now, lifeSeconds));
  const isLate = useAwsTime((now) => expiresAt - now < WARN_BELOW_MS);
  const tone = props.tone === 'live' && isLate ? 'warn' : props.tone;
  return <Ring {...props} tone={tone} text={text} length={length} />;
}

interface RingProps extends CountdownRingProps {
  readonly text: string;
  /** Of the arc, in parts of `FULL`. */
  readonly length: number;
}

function Ring(props: RingProps) {
  const { text, length, tone, icon: Icon, isBusy = false, isRenewing = false } = props;
  // On a red mark, what is left of an arc in the colour of danger could not be told from the rest.
  const colour = tone === 'danger' && length > 0 ? undefined : props.colour;
  return (
    <span className={`${styles.ring} ${styles[tone]}`} aria-hidden="true">
      {isBusy ? (
        <LoaderCircle className={styles.busy} size={32} strokeWidth={1.9} />
      ) : (
        <svg
          className={styles.picture}
          viewBox="0 0 32 32"
          width="32"
          height="32"
          aria-hidden="true"
        >
          <circle
            className={`${styles.track} ${colour === undefined ? '' : styles[colour]}`}
            cx="16"
            cy="16"
            r="14"
          />
          {length === 0 ? null : (
            <circle
              className={`${styles.arc} ${isRenewing ? styles.breathing : ''}`}
              cx="16"
              cy="16"
              r="14"
              pathLength={FULL}
              strokeDasharray={`${length} ${FULL}`}
            />
          )}
        </svg>
      )}
      {text === '' && Icon !== undefined ? (
        <Icon className={styles.icon} size={15} strokeWidth={2.2} />
      ) : (
        <span>{text}</span>
      )}
    </span>
  );
}

/** Whole steps only, so that a ring is drawn anew every half minute or so and not each second. */
function arcLength(leftMs: number, lifeSeconds: number): number {
  const share = Math.min(1, Math.max(0, leftMs / 1000 / lifeSeconds));
  return Math.ceil(share * FULL);
}
