import { Select } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import styles from './select-field.module.css';
import { FieldFrame, fieldAttributes } from './text-field.tsx';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** What it means, in the list's second line. */
  readonly detail?: string;
}

export interface SelectFieldProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly isDisabled?: boolean;
}

/** One of a few values, chosen from a list. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, value, choices, onChange, hint, error, isDisabled } = props;
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <Select.Root
        items={choices}
        value={value}
        disabled={isDisabled}
        onValueChange={(chosen) => {
          if (chosen !== null) onChange(chosen);
        }}
      >
        <Select.Trigger
          {...fieldAttributes(id, { hint, error })}
          aria-labelledby={`${id}-label`}
          className={styles.trigger}
        >
          <Select.Value className={styles.value} />
          <Select.Icon className={styles.icon}>
            <ChevronDown size={15} aria-hidden="true" />
          </Select.Icon>
        </Select.Trigger>
        <Select.Portal>
          <Select.Positioner
            className={styles.positioner}
            sideOffset={4}
            alignItemWithTrigger={false}
          >
            <Select.Popup className={styles.popup} aria-labelledby={`${id}-label`}>
              <Select.List className={styles.list}>
                {choices.map((choice) => (
                  <Select.Item key={choice.value} value={choice.value} className={styles.item}>
                    <Select.ItemIndicator className={styles.check}>
                      <Check size={14} aria-hidden="true" />
                    </Select.ItemIndicator>
                    <span className={styles.text}>
                      <Select.ItemText>{choice.label}</Select.ItemText>
                      {choice.detail === undefined ? null : (
                        <span className={styles.detail}>{choice.detail}</span>
                      )}
                    </span>
                  </Select.Item>
                ))}
              </Select.List>
            </Select.Popup>
          </Select.Positioner>
        </Select.Portal>
      </Select.Root>
    </FieldFrame>
  );
}
