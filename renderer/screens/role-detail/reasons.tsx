import { ChevronRight, Copy } from 'lucide-react';
import type {
  Cause,
  Check,
  Explanation,
  ReadyText,
} from '../../../electron/contract/explanation.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Tag, type TagTone } from '../../components/tag.tsx';
import { useVerbs } from '../../lib/run-verb.ts';
import { capital, sentence } from '../../lib/sentence.ts';
import styles from './reasons.module.css';

const CERTAINTIES: Readonly<Record<Cause['certainty'], readonly [TagTone, string]>> = {
  certain: ['danger', 'this is it'],
  likely: ['warn', 'likely'],
  possible: ['plain', 'possible'],
};

const CHECKED: Readonly<Record<Check['state'], string>> = {
  made: 'looked',
  'not-permitted': 'not allowed',
  'not-made': 'not looked',
};

export interface ReasonsProps {
  readonly profile: string;
  readonly explanation: Explanation;
}

/** Why AWS refused a call: causes, the likeliest first and open; looks taken; texts to be sent. */
export function Reasons({ profile, explanation }: ReasonsProps) {
  const { refused, causes, checks, texts } = explanation;
  return (
    <div className={styles.reasons}>
      <section className={styles.part} aria-label="Why it was refused">
        <h3 className={styles.heading}>Why it was refused</h3>
        <p className={styles.refused}>{refused}</p>
        <ol className={styles.causes}>
          {causes.map((cause, index) => (
            <CauseItem key={`${cause.name} ${cause.title}`} cause={cause} isFirst={index === 0} />
          ))}
        </ol>
      </section>
      {checks.length === 0 ? null : <Checks checks={checks} />}
      {texts.map((ready) => (
        <ReadyToSend key={ready.to} profile={profile} ready={ready} />
      ))}
    </div>
  );
}

interface CauseItemProps {
  readonly cause: Cause;
  readonly isFirst: boolean;
}

function CauseItem({ cause, isFirst }: CauseItemProps) {
  const { title, certainty, why, check, command } = cause;
  const [tone, word] = CERTAINTIES[certainty];
  return (
    <li>
      <details className={styles.cause} open={isFirst}>
        <summary className={styles.summary}>
          <ChevronRight className={styles.chevron} size={14} aria-hidden="true" />
          <span className={styles.title}>{capital(title)}</span>
          <Tag tone={tone}>{word}</Tag>
        </summary>
        <div className={styles.body}>
          {why === '' ? null : <p className={styles.why}>{sentence(why)}</p>}
          <p>{sentence(check)}</p>
          {command === undefined ? null : <code className={styles.command}>{command}</code>}
        </div>
      </details>
    </li>
  );
}

function Checks({ checks }: { readonly checks: readonly Check[] }) {
  return (
    <section className={styles.part} aria-label="What was looked at">
      <h3 className={styles.heading}>Looked at with the refused credentials</h3>
      <ul className={styles.checks}>
        {checks.map(({ call, state, result }) => (
          <li key={call}>
            <p>
              <code>{call}</code> <span className={styles.state}>{CHECKED[state]}</span>
            </p>
            <p className={styles.why}>{sentence(result)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ReadyToSendProps {
  readonly profile: string;
  readonly ready: ReadyText;
}

/** Main copies its own text: the window only says which. */
function ReadyToSend({ profile, ready: { to, title, text } }: ReadyToSendProps) {
  const { run } = useVerbs();
  return (
    <section className={styles.part} aria-label={title}>
      <div className={styles.textHead}>
        <h3 className={styles.heading}>{title}</h3>
        <Button
          icon={Copy}
          aria-label={`Copy the text ${title.charAt(0).toLowerCase()}${title.slice(1)}`}
          onClick={() => void run(() => bridge.copyReadyText(profile, to))}
        >
          Copy
        </Button>
      </div>
      <textarea
        className={styles.text}
        aria-label={`${title}, ready to send`}
        rows={Math.min(12, text.split('\n').length)}
        readOnly
        spellCheck={false}
        value={text}
      />
    </section>
  );
}
