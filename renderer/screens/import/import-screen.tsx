import { useRef, useState } from 'react';
import type { ImportPreview } from '../../../electron/contract/surgery.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { ScreenFrame } from '../../components/screen-frame.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useNavigation } from '../../lib/navigation.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import styles from './import.module.css';
import { ImportResult } from './import-result.tsx';

/** What main takes at once; a longer text is for the command line. */
const MOST_LETTERS = 60_000;

/** Adds roles from a text that somebody passed on, once it is seen what that would add. */
export function ImportScreen() {
  const { run } = useVerbs();
  const navigation = useNavigation();
  const [text, setText] = useState('');
  const [source, setSource] = useState('');
  /** The source that the preview is about. */
  const [lookedAt, setLookedAt] = useState('');
  const [error, setError] = useState<string>();
  const [preview, setPreview] = useState<ImportPreview>();
  const [isBusy, setIsBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);

  const change = (set: (value: string) => void) => (value: string) => {
    set(value);
    setError(undefined);
  };
  const fail = (message: string): void => {
    setError(message);
    field.current?.focus();
  };
  const look = async (): Promise<void> => {
    if (text.trim() === '') return fail('Paste the text first.');
    if (text.length > MOST_LETTERS) {
      return fail('This is too long for the window: use role-valet import FILE in a terminal.');
    }
    setIsBusy(true);
    setLookedAt(source.trim());
    setPreview(
      await run(() => bridge.previewImport(text, source.trim()), {
        onFailure: ({ message, hint }) => fail(`${message}. ${hint}`),
      }),
    );
    setIsBusy(false);
  };
  const add = async (): Promise<void> => {
    setIsBusy(true);
    const done = await run(() => bridge.importRoles(text, source.trim()));
    setIsBusy(false);
    if (done !== undefined) navigation.open({ screen: 'roles' });
  };
  return (
    <ScreenFrame
      title="Import roles"
      subtitle="A profile that is there already is never changed"
      onBack={navigation.back}
    >
      <Card>
        <div className={styles.form}>
          <TextArea
            ref={field}
            label="Text"
            value={text}
            onChange={change((value) => {
              setText(value);
              setPreview(undefined);
            })}
            rows={7}
            error={error}
            hint="The JSON that Role Valet copied elsewhere, an AWS config file (aws-vault’s and Granted’s too), or the text of AWS Extend Switch Roles."
          />
          {preview?.wantsSource === true || source !== '' ? (
            <TextField
              label="Source profile"
              value={source}
              onChange={change(setSource)}
              isMono
              hint="Where roles start from that name no source. Then look again."
            />
          ) : null}
          <div className={styles.buttons}>
            <Button
              variant={preview === undefined ? 'primary' : 'quiet'}
              isBusy={isBusy}
              onClick={() => void look()}
            >
              {preview === undefined ? 'Show what it adds' : 'Look again'}
            </Button>
          </div>
        </div>
      </Card>
      <div role="status">
        {preview === undefined || lookedAt !== source.trim() ? null : (
          <ImportResult preview={preview} isBusy={isBusy} onAdd={() => void add()} />
        )}
      </div>
    </ScreenFrame>
  );
}
