import { Smartphone } from 'lucide-react';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { bannerText, deviceName } from './question-text.ts';
import type { QuestionModel } from './use-question.ts';

/** A program's question for a code. */
export function MfaBanner({ waiting, open, dismiss }: QuestionModel) {
  return (
    <div aria-live="polite">
      {waiting === undefined ? null : (
        <Banner
          label="Question for a code"
          tone="warn"
          icon={Smartphone}
          text={bannerText(waiting)}
          title={`Device ${deviceName(waiting)}`}
          actions={
            <>
              <Button variant="primary" onClick={open}>
                Enter code
              </Button>
              <Button onClick={dismiss}>Not now</Button>
            </>
          }
        />
      )}
    </div>
  );
}
