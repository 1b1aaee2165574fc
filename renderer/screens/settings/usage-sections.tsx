import { Card } from '../../components/card.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { SwitchField } from '../../components/switch-field.tsx';
import { FORMAT_CHOICES } from '../../lib/format-names.ts';
import {
  checkSharedTarget,
  clearChoices,
  keyAgeChoices,
  notifyChoices,
} from '../../lib/settings-checks.ts';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import { SavedTextField } from './saved-text-field.tsx';
import styles from './settings.module.css';
import type { SettingsModel } from './use-settings.ts';

const SWITCH_TARGETS = [
  { value: 'role', label: 'Each role’s own profile' },
  { value: 'shared', label: 'One profile for all' },
] as const;

/** Where a switch writes, and what a copy is made of. */
export function SwitchingSection({ model }: { readonly model: SettingsModel }) {
  const { settings, faults, save } = model;
  const isShared = settings.switchTarget === 'shared';
  return (
    <Card title="Switching">
      <div className={styles.fields}>
        <SelectField
          label="A switch writes to"
          value={settings.switchTarget}
          choices={SWITCH_TARGETS}
          onChange={(value) => save('switchTarget', value)}
          error={faults.switchTarget}
          hint={
            isShared
              ? 'Terminals keep this one profile in AWS_PROFILE and follow every switch.'
              : 'Such as prod-session for prod. Roles live side by side; tools name the one they want.'
          }
        />
        {isShared ? (
          <SavedTextField
            label="Name of the shared profile"
            value={settings.sharedTarget}
            check={checkSharedTarget}
            onSave={(value) => save('sharedTarget', value)}
            error={faults.sharedTarget}
            hint="It is created in your config file, with the role’s region."
          />
        ) : null}
        <SelectField
          label="Copied credentials are for"
          value={settings.exportFormat}
          choices={FORMAT_CHOICES}
          onChange={(value) => save('exportFormat', value)}
          error={faults.exportFormat}
          hint="For the tray and the copy key. A role’s screen can choose another."
        />
      </div>
    </Card>
  );
}

export function ClipboardSection({ model }: { readonly model: SettingsModel }) {
  const { system } = useSnapshot();
  const { settings, faults, save } = model;
  return (
    <Card title="Clipboard">
      <div className={styles.fields}>
        <SelectField
          label="Clear copied credentials"
          value={String(settings.clipboardClearSeconds)}
          choices={clearChoices(settings.clipboardClearSeconds)}
          onChange={(value) => save('clipboardClearSeconds', Number(value))}
          error={faults.clipboardClearSeconds}
          hint={
            system.lockEvents
              ? 'Only if nothing else was copied since. Locking the screen clears at once.'
              : 'Only if nothing else was copied since. This desktop does not say when the screen is locked, so a lock clears nothing.'
          }
        />
      </div>
    </Card>
  );
}

export function KeysSection({ model }: { readonly model: SettingsModel }) {
  const { settings, faults, save } = model;
  return (
    <Card title="Keys">
      <div className={styles.fields}>
        <SelectField
          label="Remind me to change a key"
          value={String(settings.keyAgeReminderDays)}
          choices={keyAgeChoices(settings.keyAgeReminderDays)}
          onChange={(value) => save('keyAgeReminderDays', Number(value))}
          error={faults.keyAgeReminderDays}
          hint="Older keys are marked under Keys, where each can be rotated, and listed by the doctor."
        />
      </div>
    </Card>
  );
}

export function SessionsSection({ model }: { readonly model: SettingsModel }) {
  const { keychain } = useSnapshot();
  const { settings, faults, save } = model;
  const hasKeychain = keychain.state === 'ready';
  return (
    <Card title="Sessions">
      <div className={styles.fields}>
        <SwitchField
          label="Keep sessions over a restart"
          isOn={settings.keepSessions}
          isDisabled={!hasKeychain}
          onChange={(isOn) => save('keepSessions', isOn)}
          error={faults.keepSessions}
          hint={
            hasKeychain
              ? 'In one encrypted file whose key is in the keychain; a restart asks for no second code.'
              : 'Needs a keychain for the key of the encrypted file; there is none now.'
          }
        />
        <SelectField
          label="Tell before a session ends"
          value={String(settings.notifyBeforeMinutes)}
          choices={notifyChoices(settings.notifyBeforeMinutes)}
          onChange={(value) => save('notifyBeforeMinutes', Number(value))}
          error={faults.notifyBeforeMinutes}
          hint="A notification about sessions that nothing renews. A click on it renews."
        />
        <SwitchField
          label="Stop all roles on quit"
          isOn={settings.stopOnQuit}
          onChange={(isOn) => save('stopOnQuit', isOn)}
          error={faults.stopOnQuit}
          hint="Takes away what was written. Otherwise that stays valid until it ends, and nothing renews it."
        />
      </div>
    </Card>
  );
}
