import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import { useState } from 'react';
import type { ChainLinkView, ChainWalkView } from '../../../electron/contract/surgery.ts';
import type { Failure } from '../../../electron/contract/types.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Notice } from '../../components/notice.tsx';
import { useVerbs } from '../../lib/run-verb.ts';
import actionStyles from './role-actions.module.css';
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

/** Walks the chain link by link and explains the first one that breaks. */
export function WalkCard({ profile }: { readonly profile: string }) {
  const { run } = useVerbs();
  const [walk, setWalk] = useState<ChainWalkView>();
  const [failure, setFailure] = useState<Failure>();
  const [isBusy, setIsBusy] = useState(false);
  const check = async (): Promise<void> => {
    setIsBusy(true);
    setFailure(undefined);
    setWalk(await run(() => bridge.walkChain(profile), { onFailure: setFailure }));
    setIsBusy(false);
  };
  return (
    <Card
      title="Does it work?"
      action={
        <Button isBusy={isBusy} onClick={() => void check()}>
          {isBusy ? 'Checking…' : 'Check this chain'}
        </Button>
      }
    >
      {walk === undefined ? (
        <p className={actionStyles.note}>
          Files, key, clock, region, then each step, up to the first that breaks. Makes the calls of
          a switch, and writes nothing.
        </p>
      ) : null}
      <div role="status">{walk === undefined ? null : <Walk walk={walk} />}</div>
      <div role="alert" className={`${actionStyles.refusal} ${actionStyles.spaced}`}>
        {failure === undefined ? null : (
          <Notice tone="danger" label="The chain was not checked" hint={failure.hint}>
            {failure.message}
          </Notice>
        )}
      </div>
    </Card>
  );
}

function Walk({ walk: { links, calls } }: { readonly walk: ChainWalkView }) {
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
          <Link key={`${link.name} ${link.profile} ${link.message}`} link={link} />
        ))}
      </ol>
    </>
  );
}

function Link({ link: { name, profile, state, message, hint } }: { readonly link: ChainLinkView }) {
  const { icon: Icon, word } = STATES[state];
  return (
    <li className={styles.link}>
      <Icon className={styles[state]} size={15} aria-hidden="true" />
      <div>
        <p className={styles.name}>
          {NAMES[name] ?? name} <span className={styles.profile}>{profile}</span>
          <span className={state === 'ok' ? 'visually-hidden' : styles.word}> {word}</span>
        </p>
        <p className={styles.message}>{message}</p>
        {hint === undefined ? null : <p className={styles.hint}>{hint}</p>}
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
