import { ExternalLink } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { RoleView } from '../../../electron/contract/roles.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { SwitchField } from '../../components/switch-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { CONSOLE_SERVICES, WHY_NO_CONSOLE } from '../../lib/console-words.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import styles from './role-actions.module.css';

/** The way into the AWS console, or why there is none. Main hands the link to the browser itself. */
export function ConsoleCard({ role }: { readonly role: RoleView }) {
  if (role.console === undefined) {
    return role.kind === 'base' ? (
      <Card title="AWS console">
        <p className={`${styles.note} ${styles.spaced}`}>{WHY_NO_CONSOLE}</p>
      </Card>
    ) : null;
  }
  return (
    <Card title="AWS console">
      <ConsoleForm profile={role.profile} canBeReadOnly={role.console.canBeReadOnly} />
    </Card>
  );
}

interface ConsoleFormProps {
  readonly profile: string;
  readonly canBeReadOnly: boolean;
}

function ConsoleForm({ profile, canBeReadOnly }: ConsoleFormProps) {
  const { run } = useVerbs();
  const [service, setService] = useState('');
  const [wantsReadOnly, setWantsReadOnly] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const isReadOnly = wantsReadOnly && canBeReadOnly;
  const open = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (isBusy) return;
    setIsBusy(true);
    await run(() => bridge.openConsole(profile, { service: service.trim(), isReadOnly }));
    setIsBusy(false);
  };
  return (
    <form className={styles.form} onSubmit={(event) => void open(event)} noValidate>
      <TextField
        label="Service"
        value={service}
        onChange={setService}
        suggestions={CONSOLE_SERVICES}
        placeholder="the console’s home"
        isOptional
      />
      {canBeReadOnly ? (
        <SwitchField
          label="Read-only"
          isOn={wantsReadOnly}
          onChange={setWantsReadOnly}
          hint="Whatever the role may do: this one sign-in can look, and change nothing."
        />
      ) : null}
      <div className={styles.buttons}>
        <Button type="submit" icon={ExternalLink} isBusy={isBusy}>
          {isBusy ? 'Opening…' : 'Open console'}
        </Button>
      </div>
    </form>
  );
}
