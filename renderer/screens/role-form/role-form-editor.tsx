import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { RoleForm } from '../../../electron/contract/roles.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { PathText } from '../../components/path-text.tsx';
import { ScreenFrame } from '../../components/screen-frame.tsx';
import { useNavigation } from '../../lib/navigation.ts';
import { type RoleFieldName, tidyForm } from '../../lib/role-checks.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import { RoleFields } from './role-fields.tsx';
import styles from './role-form.module.css';
import { useRoleForm } from './use-role-form.ts';

export interface RoleFormEditorProps {
  readonly initial: RoleForm;
  readonly original: string;
}

/** The form itself: checks while typing, saves, and asks before it throws away what was typed. */
export function RoleFormEditor({ initial, original }: RoleFormEditorProps) {
  const { roles, accounts, files } = useSnapshot();
  const { run, confirm } = useVerbs();
  const navigation = useNavigation();
  const model = useRoleForm(initial, original, roles);
  const [isSaving, setIsSaving] = useState(false);
  const inputs = useRef(new Map<RoleFieldName, HTMLInputElement>());
  const isAsking = useRef(false);
  const firstField: RoleFieldName = original === '' ? 'profile' : 'roleArn';

  useEffect(() => inputs.current.get(firstField)?.focus(), [firstField]);

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wrong = model.firstFault();
    if (wrong !== undefined) {
      inputs.current.get(wrong)?.focus();
      return;
    }
    setIsSaving(true);
    const form = tidyForm(model.form);
    const done = await run(() => bridge.saveRole(form, original), { onFailure: model.fail });
    setIsSaving(false);
    if (done === undefined) return;
    model.discard();
    navigation.back();
    if (original === '') navigation.open({ screen: 'role', profile: form.profile });
  };

  const leave = async (): Promise<void> => {
    isAsking.current = true;
    const isFree =
      !model.isDirty ||
      (await confirm({
        title: 'Throw away your changes?',
        message:
          original === ''
            ? 'The new role was not saved yet.'
            : `The changes to ${original} were not saved yet.`,
        action: 'Throw away',
        isDangerous: true,
      }));
    isAsking.current = false;
    if (!isFree) return;
    model.discard();
    navigation.back();
  };

  const handleKey = (event: KeyboardEvent): void => {
    // A second Escape comes from here until the question has the focus, and is meant for it.
    if (event.key !== 'Escape' || event.defaultPrevented || isAsking.current) return;
    // The frame would go back without a question, and the question itself would take the key.
    event.preventDefault();
    event.stopPropagation();
    void leave();
  };

  return (
    <form className={styles.form} onSubmit={save} onKeyDown={handleKey} noValidate>
      <ScreenFrame
        title={original === '' ? 'New role' : `Edit ${original}`}
        subtitle={
          <span className={styles.place}>
            in <PathText path={files.configPath} />
          </span>
        }
        onBack={() => void leave()}
        banner={
          <div role="alert" className={styles.failure}>
            {model.failure === undefined ? null : (
              <Notice tone="danger" label="The role was not saved" hint={model.failure.hint}>
                {model.failure.message}
              </Notice>
            )}
          </div>
        }
        footer={
          <>
            <Button onClick={() => void leave()}>Cancel</Button>
            <Button type="submit" variant="primary" isBusy={isSaving}>
              {original === '' ? 'Add role' : 'Save'}
            </Button>
          </>
        }
      >
        {model.isRestored ? (
          <Notice
            tone="info"
            label="Unsaved changes"
            actions={<Button onClick={model.discard}>Start over</Button>}
          >
            Your unsaved changes are still here.
          </Notice>
        ) : null}
        <RoleFields
          model={model}
          original={original}
          roles={roles}
          accounts={accounts}
          isSourceOptional={original !== '' && initial.sourceProfile === ''}
          register={(field, input) => {
            if (input === null) inputs.current.delete(field);
            else inputs.current.set(field, input);
          }}
        />
      </ScreenFrame>
    </form>
  );
}
