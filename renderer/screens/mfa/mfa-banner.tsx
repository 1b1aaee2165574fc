import { Smartphone } from 'lucide-react';
import type { MfaQuestionView } from '../../../electron/contract/types.ts';
import { Button } from '../../components/button.tsx';
import { useFocusReturn } from '../../lib/use-focus-return.ts';
import styles from './mfa-banner.module.css';
import { bannerText, deviceName } from './question-text.ts';
import type { QuestionModel } from './use-question.ts';

/**
 * A program's question for a code. It stands above the screen and takes room of its own, so that it
 * covers nothing; and it takes no focus, since whoever types is in the middle of something else.
 */
export function MfaBanner({ waiting, open, dismiss }: QuestionModel) {
  return (
    <div aria-live="polite">
      {waiting === undefined ? null : (
        <Banner question={waiting} onOpen={open} onDismiss={dismiss} />
      )}
    </div>
  );
}

interface BannerProps {
  readonly question: MfaQuestionView;
  readonly onOpen: () => void;
  readonly onDismiss: () => void;
}

function Banner({ question, onOpen, onDismiss }: BannerProps) {
  const focusReturn = useFocusReturn<HTMLElement>();
  return (
    <section {...focusReturn} className={styles.banner} aria-label="Question for a code">
      <Smartphone className={styles.icon} size={16} aria-hidden="true" />
      <p className={styles.text} title={`Device ${deviceName(question)}`}>
        {bannerText(question)}
      </p>
      <div className={styles.buttons}>
        <Button variant="primary" onClick={onOpen}>
          Enter code
        </Button>
        <Button onClick={onDismiss}>Not now</Button>
      </div>
    </section>
  );
}
