import { ArrowDown, ArrowRight } from 'lucide-react';
import type { PlanStepView, PlanView } from '../../../electron/contract/roles.ts';
import { Card } from '../../components/card.tsx';
import { Notice } from '../../components/notice.tsx';
import { Tag } from '../../components/tag.tsx';
import { timeLeft } from '../../lib/time-text.ts';
import styles from './chain-card.module.css';
import { type ChainArrow, type ChainBox, picturesAsRow } from './chain-picture.ts';

export interface ChainCardProps {
  readonly plan: PlanView;
  readonly boxes: readonly ChainBox[];
  readonly isMarkedRed: boolean;
}

/**
 * How the role is reached: a picture, and the same in words with the reason of each number. Screen
 * readers get the words; the picture adds nothing to them.
 */
export function ChainCard({ plan, boxes, isMarkedRed }: ChainCardProps) {
  const isRow = picturesAsRow(boxes);
  return (
    <Card title="How it gets there">
      <div
        className={`${styles.picture} ${isRow ? styles.row : styles.stack}`}
        aria-hidden="true"
        data-boxes={boxes.length}
      >
        {boxes.map((box, index) => (
          <ChainPart
            key={`${box.profile} ${box.place}`}
            box={box}
            isRow={isRow}
            isGoal={index === boxes.length - 1}
            isMarkedRed={isMarkedRed}
          />
        ))}
      </div>
      <p className="visually-hidden">
        Starts from {plan.base.profile}
        {boxes[0]?.place === undefined ? '' : ` (${boxes[0].place})`}.
      </p>
      <ol className={styles.steps}>
        {plan.steps.map((step) => (
          <PlanStep key={`${step.action}-${step.profile}`} step={step} />
        ))}
      </ol>
      {plan.warnings.map((warning) => (
        <Notice key={warning} tone="warn" label="Warning about this plan">
          {warning}
        </Notice>
      ))}
    </Card>
  );
}

interface ChainPartProps {
  readonly box: ChainBox;
  readonly isRow: boolean;
  readonly isGoal: boolean;
  readonly isMarkedRed: boolean;
}

function ChainPart({ box, isRow, isGoal, isMarkedRed }: ChainPartProps) {
  const tone = isGoal ? (isMarkedRed ? styles.red : styles.goal) : '';
  return (
    <>
      {box.arrow === undefined ? null : <Arrow arrow={box.arrow} isRow={isRow} />}
      <div className={`${styles.box} ${tone}`}>
        <span className={styles.name}>
          {box.isLive ? <span className={styles.live} /> : null}
          <span className={styles.ellipsis}>{box.profile}</span>
        </span>
        <span className={styles.place}>{box.place}</span>
      </div>
    </>
  );
}

function Arrow({ arrow, isRow }: { readonly arrow: ChainArrow; readonly isRow: boolean }) {
  const Head = isRow ? ArrowRight : ArrowDown;
  return (
    <div className={styles.arrow}>
      <span className={styles.takes}>{arrow.takes.join(', ')}</span>
      <span className={styles.line}>
        <Head size={14} className={styles.head} />
      </span>
      <span className={styles.lasts}>{arrow.lasts}</span>
    </div>
  );
}

function PlanStep({ step }: { readonly step: PlanStepView }) {
  const takes = [
    // Of a live session the plan's reasons say that no code is asked for.
    step.sendsCode && !step.isLive ? 'asks for an MFA code' : '',
    step.sendsExternalId ? 'sends the external id' : '',
  ].filter((text) => text !== '');
  return (
    <li className={styles.step}>
      <p className={styles.stepName}>
        <span>
          {step.action === 'GetSessionToken' ? 'A session of ' : 'Assume '}
          <strong>{step.profile}</strong> for {timeLeft(step.durationSeconds * 1000)}
          {takes.length === 0 ? '' : `, ${takes.join(' and ')}`}
        </span>
        {step.isLive ? <Tag tone="live">live</Tag> : null}
      </p>
      {step.reasons.map((reason) => (
        <p className={styles.reason} key={reason}>
          {reason}
        </p>
      ))}
    </li>
  );
}
