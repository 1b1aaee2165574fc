import { X } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import type { Platform, SystemView } from '../../../electron/contract/settings.ts';
import { IconButton } from '../../components/button.tsx';
import fieldStyles from '../../components/text-field.module.css';
import { FieldFrame, fieldAttributes } from '../../components/text-field.tsx';
import { acceleratorOf, acceleratorText } from '../../lib/settings-checks.ts';
import styles from './settings.module.css';

export interface ShortcutFieldProps {
  readonly value: string;
  readonly state: SystemView['shortcut'];
  readonly platform: Platform;
  readonly error?: string | undefined;
  readonly onChange: (accelerator: string) => void;
}

/** Takes a shortcut by its keys. Tab and Escape keep their meaning, so nobody is caught in here. */
export function ShortcutField({ value, state, platform, error, onChange }: ShortcutFieldProps) {
  const id = useId();
  const [isWeak, setIsWeak] = useState(false);
  const hint = stateText(state, platform);
  const fault = isWeak ? weakText(platform) : error;

  const handleKey = (event: KeyboardEvent): void => {
    if (event.key === 'Tab' || event.key === 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Backspace' || event.key === 'Delete') {
      setIsWeak(false);
      onChange('');
      return;
    }
    if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph'].includes(event.key)) return;
    const accelerator = acceleratorOf(event.nativeEvent, platform);
    setIsWeak(accelerator === undefined);
    if (accelerator !== undefined && accelerator !== value) onChange(accelerator);
  };
  return (
    <FieldFrame id={id} label="Shortcut that opens the window" hint={hint} error={fault}>
      <div className={styles.shortcut}>
        <input
          {...fieldAttributes(id, { hint, error: fault })}
          className={fieldStyles.input}
          value={acceleratorText(value, platform)}
          placeholder="None: press the keys here"
          readOnly
          onKeyDown={handleKey}
        />
        {value === '' ? null : (
          <IconButton label="Take the shortcut away" icon={X} onClick={() => onChange('')} />
        )}
      </div>
    </FieldFrame>
  );
}

function weakText(platform: Platform): string {
  const names = platform === 'darwin' ? '⌃, ⌥ or ⌘' : 'Ctrl, Alt or Super';
  return `Add ${names}: it would take this key from every program.`;
}

function stateText(state: SystemView['shortcut'], platform: Platform): string {
  switch (state) {
    case 'off':
      return 'Press the keys; Backspace takes it away.';
    case 'works':
      return 'It works.';
    case 'unconfirmed':
      return 'Not confirmed yet: on Wayland only its first use shows whether it works. Press it once, from another window.';
    case 'unavailable':
      return platform === 'linux'
        ? 'It does not work here: another program has it, or the desktop gives none away. Choose another, or let the desktop’s keyboard settings start role-valet.'
        : 'It does not work: another program has it. Choose another one.';
  }
}
