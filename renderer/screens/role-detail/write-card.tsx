import { FilePen } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import type { RoleView } from '../../../electron/contract/roles.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/text-field.tsx';
import { checkProfileName } from '../../lib/role-checks.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import styles from './role-actions.module.css';

/** Writes the role's session to its own target, to another one, or to `default`. */
export function WriteCard({ role }: { readonly role: RoleView }) {
  const { run } = useVerbs();
  const [isChoosing, setIsChoosing] = useState(false);
  const write = (target: string): Promise<unknown> =>
    run((confirmed) => bridge.writeRole(role.profile, target, confirmed), {
      title: target === 'default' ? 'Write to default?' : `Write to ${target}?`,
      action: 'Write',
    });
  return (
    <Card title="Write to the credentials file">
      <div className={styles.controls}>
        <div className={styles.buttons}>
          <Button icon={FilePen} onClick={() => void write('')}>
            Write {role.switchTarget}
          </Button>
          <Button onClick={() => setIsChoosing(true)}>Another profile…</Button>
          <Button onClick={() => void write('default')}>Set as default</Button>
        </div>
        <p className={styles.note}>
          Programs that run already keep what they read before. As default, every tool without a
          profile takes this role.
        </p>
      </div>
      <WriteDialog
        isOpen={isChoosing}
        role={role}
        onClose={() => setIsChoosing(false)}
        onWrite={(target) => {
          setIsChoosing(false);
          void write(target);
        }}
      />
    </Card>
  );
}

interface WriteDialogProps {
  readonly isOpen: boolean;
  readonly role: RoleView;
  readonly onClose: () => void;
  readonly onWrite: (target: string) => void;
}

function WriteDialog({ isOpen, role, onClose, onWrite }: WriteDialogProps) {
  const [target, setTarget] = useState('');
  const [isSubmitted, setIsSubmitted] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const fault = checkTarget(target.trim(), role);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsSubmitted(true);
    if (fault === undefined) {
      onWrite(target.trim());
      setIsSubmitted(false);
      setTarget('');
    } else {
      field.current?.focus();
    }
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title="Write to another profile"
      description={`The session of ${role.profile} goes to this section of the credentials file.`}
      initialFocus={field}
    >
      <form className={styles.form} onSubmit={submit} noValidate>
        <TextField
          ref={field}
          label="Profile"
          value={target}
          onChange={setTarget}
          isMono
          error={isSubmitted ? fault : undefined}
          hint="What you then give to tools: AWS_PROFILE or --profile."
        />
        <div className={styles.dialogButtons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit">
            Write
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Main refuses more, with its reason; this one is known before anything is sent. */
function checkTarget(target: string, role: RoleView): string | undefined {
  return target === role.profile && role.kind === 'role'
    ? `AWS tools would not read it: the profile ${target} has role_arn.`
    : checkProfileName(target);
}
