import { Switch } from '@base-ui/react/switch';
import { type ReactNode, useId } from 'react';
import styles from './switch-field.module.css';

export interface SwitchFieldProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  /** What it does; where it is disabled, why. */
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly isDisabled?: boolean;
}

/** Something that is on or off, with its label and hint at its left. */
export function SwitchField({
  label,
  isOn,
  onChange,
  hint,
  error,
  isDisabled = false,
}: SwitchFieldProps) {
  const id = useId();
  const describedBy = [
    hint === undefined ? '' : `${id}-hint`,
    error === undefined ? '' : `${id}-error`,
  ].join(' ');
  return (
    <div className={styles.field}>
      <div className={styles.words}>
        <label className={styles.label} htmlFor={id} id={`${id}-label`}>
          {label}
        </label>
        {hint === undefined ? null : (
          <p className={styles.hint} id={`${id}-hint`}>
            {hint}
          </p>
        )}
        <p className={styles.error} id={`${id}-error`} aria-live="polite">
          {error}
        </p>
      </div>
      <Switch.Root
        id={id}
        nativeButton
        render={<button type="button" />}
        className={styles.track}
        checked={isOn}
        disabled={isDisabled}
        aria-labelledby={`${id}-label`}
        aria-describedby={describedBy.trim() === '' ? undefined : describedBy.trim()}
        onCheckedChange={onChange}
      >
        <Switch.Thumb className={styles.thumb} />
      </Switch.Root>
    </div>
  );
}
