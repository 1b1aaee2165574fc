import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Failure } from '../../../electron/contract/results.ts';
import type { RoleView } from '../../../electron/contract/roles.ts';
import type { ChainWalkView } from '../../../electron/contract/surgery.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Notice } from '../../components/notice.tsx';
import { useVerbs } from '../../lib/run-verb.ts';
import { Reasons } from './reasons.tsx';
import actionStyles from './role-actions.module.css';
import styles from './walk-card.module.css';
import { WalkLinks } from './walk-links.tsx';

export interface WalkCardProps {
  readonly role: RoleView;
  /** How often it was asked why the role does not work: each time the chain is checked, in sight. */
  readonly whys: number;
}

/** Walks the chain link by link and explains the first one that breaks. */
export function WalkCard({ role: { profile, baseKind }, whys }: WalkCardProps) {
  const { run } = useVerbs();
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [walk, setWalk] = useState<ChainWalkView>();
  const [failure, setFailure] = useState<Failure>();
  const [isBusy, setIsBusy] = useState(false);
  const check = async (): Promise<void> => {
    setIsBusy(true);
    setFailure(undefined);
    setWalk(await run(() => bridge.walkChain(profile), { onFailure: setFailure }));
    setIsBusy(false);
  };
  const answerWhy = useEffectEvent(() => {
    button.current?.focus({ preventScroll: true });
    if (!isBusy) void check();
  });
  useEffect(() => {
    if (whys > 0) answerWhy();
  }, [whys]);
  // The card is in sight when it begins, and what was asked for once it was found.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new walk is what makes the card grow
  useEffect(() => {
    const answer = place.current?.querySelector('[data-explained]') ?? place.current;
    if (whys > 0) answer?.scrollIntoView({ block: 'start' });
  }, [whys, walk]);
  return (
    <div ref={place} className={styles.place}>
      <Card
        title="Does it work?"
        action={
          <Button ref={button} isBusy={isBusy} onClick={() => void check()}>
            {isBusy ? 'Checking…' : 'Check this chain'}
          </Button>
        }
      >
        {walk === undefined ? (
          <p className={actionStyles.note}>
            Files, key, clock, region, then each step, up to the first that breaks. Makes the calls
            of a switch, and writes nothing.
          </p>
        ) : null}
        <div role="status">
          {walk === undefined ? null : <WalkLinks walk={walk} canSignIn={baseKind === 'sso'} />}
        </div>
        {walk?.explanation === undefined ? null : (
          <Reasons profile={profile} explanation={walk.explanation} />
        )}
        <div role="alert" className={`${actionStyles.refusal} ${actionStyles.spaced}`}>
          {failure === undefined ? null : (
            <Notice tone="danger" label="The chain was not checked" hint={failure.hint}>
              {failure.message}
            </Notice>
          )}
        </div>
      </Card>
    </div>
  );
}
