import { Card } from '../../components/card.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { SwitchField } from '../../components/switch-field.tsx';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import styles from './settings.module.css';
import { ShortcutField } from './shortcut-field.tsx';
import type { SettingsModel } from './use-settings.ts';

const THEMES = [
  { value: 'system', label: 'Like the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

export function WindowSection({ model }: { readonly model: SettingsModel }) {
  const { platform, system } = useSnapshot();
  const { settings, faults, save } = model;
  return (
    <Card title="Window and tray">
      <div className={styles.fields}>
        <SelectField
          label="Theme"
          value={settings.theme}
          choices={THEMES}
          onChange={(value) => save('theme', value)}
          error={faults.theme}
        />
        <SwitchField
          label="Start at login"
          isOn={settings.startAtLogin}
          isDisabled={!system.loginItem}
          onChange={(isOn) => save('startAtLogin', isOn)}
          error={faults.startAtLogin}
          hint={
            system.loginItem
              ? 'So that sessions are renewed from the start of the day.'
              : 'This system gives programs no way to ask for it. Add Role Valet to its list of start programs.'
          }
        />
        <SwitchField
          label="Start hidden"
          isOn={settings.startHidden}
          onChange={(isOn) => save('startHidden', isOn)}
          error={faults.startHidden}
          hint="In the tray only; the window opens from there."
        />
        {platform === 'darwin' ? (
          <SwitchField
            label="Menu bar only"
            isOn={settings.menuBarOnly}
            onChange={(isOn) => save('menuBarOnly', isOn)}
            error={faults.menuBarOnly}
            hint="No icon in the Dock."
          />
        ) : null}
        <ShortcutField
          value={settings.shortcut}
          state={system.shortcut}
          platform={platform}
          error={faults.shortcut}
          onChange={(value) => save('shortcut', value)}
        />
      </div>
    </Card>
  );
}

export function PrivacySection({ model }: { readonly model: SettingsModel }) {
  const { platform, system } = useSnapshot();
  const canHide = system.screenCaptureProtection;
  return (
    <Card title="Privacy">
      <div className={styles.fields}>
        <SwitchField
          label="Hide the window from screen capture"
          isOn={model.settings.hideFromScreenCapture}
          isDisabled={!canHide}
          onChange={(isOn) => model.save('hideFromScreenCapture', isOn)}
          error={model.faults.hideFromScreenCapture}
          hint={
            canHide
              ? 'Screenshots and shared screens show it black.'
              : platform === 'linux'
                ? 'Has no effect on Linux: its desktops give windows no such protection.'
                : 'Has no effect on this system.'
          }
        />
      </div>
    </Card>
  );
}
