import { type FormEvent, type RefObject, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Notice } from '../../components/notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import type { KeyFieldName } from '../../lib/key-checks.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import styles from './keys.module.css';
import { SecretField } from './secret-field.tsx';
import { useKeyForm } from './use-key-form.ts';

export interface AddKeyDialogProps {
  readonly isOpen: boolean;
  /** Name to begin with; empty for a new one. */
  readonly profile: string;
  readonly onClose: () => void;
}

/** Takes a long-term key and sends it to main, which checks it with AWS before it is kept. */
export function AddKeyDialog({ isOpen, profile, onClose }: AddKeyDialogProps) {
  const firstField = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={profile === '' ? 'Add a key' : `A new key for ${profile}`}
      description="It is checked with AWS, then kept in this computer’s keychain and nowhere else."
      initialFocus={firstField}
    >
      {/* Its own component, so that each opening starts empty. */}
      <KeyForm profile={profile} firstField={firstField} onClose={onClose} />
    </Dialog>
  );
}

interface KeyFormProps {
  readonly profile: string;
  readonly firstField: RefObject<HTMLInputElement | null>;
  readonly onClose: () => void;
}

function KeyForm({ profile, firstField, onClose }: KeyFormProps) {
  const verbs = useVerbs();
  const model = useKeyForm(profile, verbs, onClose);
  const { fields, shown, failure } = model;
  const accessKeyId = useRef<HTMLInputElement>(null);
  const mfaSerial = useRef<HTMLInputElement>(null);

  const inputs: Record<KeyFieldName, RefObject<HTMLInputElement | null>> = {
    profile: firstField,
    accessKeyId,
    secretAccessKey: model.secret,
    mfaSerial,
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wrong = model.send();
    if (wrong !== undefined) inputs[wrong].current?.focus();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div role="alert">
        {failure === undefined ? null : (
          <Notice tone="danger" label="The key was not added" hint={failure.hint}>
            {failure.message}
          </Notice>
        )}
      </div>
      <TextField
        label="Name"
        ref={firstField}
        value={fields.profile}
        onChange={(value) => model.change('profile', value)}
        onBlur={() => model.leave('profile')}
        error={shown.profile}
        isMono
        hint="The profile that roles name as their source_profile. A new one is added to your config file."
      />
      <TextField
        label="Access key id"
        ref={accessKeyId}
        value={fields.accessKeyId}
        onChange={(value) => model.change('accessKeyId', value)}
        onBlur={() => model.leave('accessKeyId')}
        error={shown.accessKeyId}
        isMono
        hint="Begins with AKIA."
      />
      <SecretField
        label="Secret access key"
        hint={
          failure === undefined
            ? 'Goes to the keychain and never comes back to this window.'
            : 'Was not kept here: type or paste it again.'
        }
        ref={model.secret}
        error={shown.secretAccessKey}
        onEdit={model.editSecret}
        onBlur={() => model.leave('secretAccessKey')}
      />
      <TextField
        label="MFA device"
        ref={mfaSerial}
        value={fields.mfaSerial}
        onChange={(value) => model.change('mfaSerial', value)}
        onBlur={() => model.leave('mfaSerial')}
        error={shown.mfaSerial}
        isMono
        isOptional
        hint="Its serial, such as arn:aws:iam::111122223333:mfa/NAME."
      />
      <div className={styles.dialogButtons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" type="submit" isBusy={model.isSending}>
          {model.isSending ? 'Checking…' : 'Check and add'}
        </Button>
      </div>
    </form>
  );
}
