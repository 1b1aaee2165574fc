import { CircleCheck, CircleHelp, CircleX, LogIn } from 'lucide-react';
import type { ChainLinkView, ChainWalkView } from '../../../electron/contract/surgery.ts';
import { Button } from '../../components/button.tsx';
import { useVerbs } from '../../lib/run-verb.ts';
import { signIn } from '../../lib/sign-in.ts';
import styles from './walk-card.module.css';

const NAMES: Readonly<Record<string, string>> = {
  files: 'Files',
  key: 'Key',
  'key-active': 'Key at AWS',
  clock: 'Clock',
  region: 'Region',
  mfa: 'MFA',
  permission: 'Permission',
  duration: 'Duration',
  call: 'Call',
};

const STATES = {
  ok: { icon: CircleCheck, word: 'holds' },
  broken: { icon: CircleX, word: 'breaks' },
  'needs-you': { icon: CircleHelp, word: 'needs you' },
} as const;

export interface WalkLinksProps {
  readonly walk: ChainWalkView;
  /** Its base is one that is signed in to here. */
  readonly canSignIn: boolean;
}

/** The verdict about a chain, and its links up to the first that does not hold. */
export function WalkLinks({ walk, canSignIn }: WalkLinksProps) {
  const { profile, links, calls, explanation } = walk;
  const verbs = useVerbs();
  const last = links.at(-1);
  return (
    <>
      <p className={styles.verdict}>
        {verdictOf(last)}{' '}
        <span className={styles.calls}>
          {calls === 0 ? 'No call' : calls === 1 ? '1 call' : `Up to ${calls} calls`} to AWS.
        </span>
      </p>
      <ol className={styles.links}>
        {links.map((link) => (
          <Link
            key={`${link.name} ${link.profile} ${link.message}`}
            link={link}
            isExplained={explanation !== undefined && link === last}
          />
        ))}
      </ol>
      {canSignIn && last?.code === 'SIGN_IN_REQUIRED' ? (
        <div className={styles.signIn}>
          <Button icon={LogIn} onClick={() => void signIn(verbs, profile)}>
            Sign in
          </Button>
        </div>
      ) : null}
    </>
  );
}

interface LinkProps {
  readonly link: ChainLinkView;
  /** Its causes follow below: they say more than its hint. */
  readonly isExplained: boolean;
}

function Link({ link: { name, profile, state, message, hint }, isExplained }: LinkProps) {
  const { icon: Icon, word } = STATES[state];
  return (
    <li className={styles.link} data-explained={isExplained ? '' : undefined}>
      <Icon className={styles[state]} size={15} aria-hidden="true" />
      <div>
        <p className={styles.name}>
          {NAMES[name] ?? name} <span className={styles.profile}>{profile}</span>
          <span className={state === 'ok' ? 'visually-hidden' : styles[state]}> {word}</span>
        </p>
        <p className={styles.message}>{message}</p>
        {hint === undefined || isExplained ? null : <p className={styles.hint}>{hint}</p>}
      </div>
    </li>
  );
}

function verdictOf(last: ChainLinkView | undefined): string {
  if (last === undefined || last.state === 'ok') return 'Every link holds: the role works.';
  return last.state === 'needs-you'
    ? 'As far as it can be checked without you, it holds.'
    : 'It does not work: the last link below breaks.';
}
