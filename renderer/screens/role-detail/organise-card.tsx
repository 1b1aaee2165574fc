import { type FormEvent, useEffect, useState } from 'react';
import type { AccountView, RoleView } from '../../../electron/contract/roles.ts';
import { bridge } from '../../bridge.ts';
import { Card } from '../../components/card.tsx';
import { ColourField } from '../../components/colour-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useVerbs } from '../../lib/run-verb.ts';
import styles from './organise-card.module.css';

export interface OrganiseCardProps {
  readonly role: RoleView;
  readonly account: AccountView | undefined;
}

/** The user's own marks: they change how the role is shown, and nothing at AWS. */
export function OrganiseCard({ role, account }: OrganiseCardProps) {
  const { run } = useVerbs();
  const { profile, accountId } = role;
  return (
    <Card title="In your list">
      <div className={styles.fields}>
        <ColourField
          label="Colour of this role"
          value={role.colour}
          onChange={(colour) => void run(() => bridge.markRole(profile, { colour }))}
        />
        <SavedText
          label="Group"
          value={role.group ?? ''}
          hint="Your own heading. Empty: its account."
          onSave={(group) => void run(() => bridge.markRole(profile, { group }))}
        />
        {accountId === undefined ? null : (
          <>
            <SavedText
              label={`Name of account ${accountId}`}
              value={account?.name ?? ''}
              hint="Shown for all its roles."
              onSave={(name) => void run(() => bridge.markAccount(accountId, { name }))}
            />
            <ColourField
              label="Colour of the account"
              value={account?.colour}
              onChange={(colour) => void run(() => bridge.markAccount(accountId, { colour }))}
              hint="Red roles and accounts are held to switch, so that no slip does it."
            />
          </>
        )}
      </div>
    </Card>
  );
}

interface SavedTextProps {
  readonly label: string;
  readonly value: string;
  readonly hint: string;
  readonly onSave: (value: string) => void;
}

/** A text that is saved when the field is left or Enter is pressed. */
function SavedText({ label, value, hint, onSave }: SavedTextProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const save = (): void => {
    if (text.trim() !== value) onSave(text.trim());
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save();
  };
  return (
    <form onSubmit={submit}>
      <TextField
        label={label}
        value={text}
        onChange={setText}
        onBlur={save}
        hint={hint}
        isOptional
      />
    </form>
  );
}
