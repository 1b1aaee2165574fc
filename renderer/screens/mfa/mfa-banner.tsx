import { Smartphone } from 'lucide-react';
import { type FocusEvent, useLayoutEffect, useRef } from 'react';
import type { MfaQuestionView } from '../../../electron/contract/types.ts';
import { Button } from '../../components/button.tsx';
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
  const section = useRef<HTMLElement>(null);
  const before = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const banner = section.current;
    return () => {
      // The focus would go with its button: it goes back to where it came from.
      if (banner?.contains(document.activeElement) === true) before.current?.focus();
    };
  }, []);
  const rememberFocus = ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>): void => {
    if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget)) {
      before.current = relatedTarget;
    }
  };
  return (
    <section
      ref={section}
      className={styles.banner}
      aria-label="Question for a code"
      onFocus={rememberFocus}
    >
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
