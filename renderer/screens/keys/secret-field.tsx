import { type Ref, useId } from 'react';
import styles from '../../components/text-field.module.css';
import { FieldFrame, fieldAttributes } from '../../components/text-field.tsx';

export interface SecretFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly error?: string | undefined;
  readonly ref: Ref<HTMLInputElement>;
  /** Something was typed; what, only `ref` knows. */
  readonly onEdit: () => void;
  readonly onBlur: () => void;
}

/**
 * The field of a secret. React holds no value of it: a controlled input would repeat the value as an
 * attribute in the page. It is read from the input once, when it is sent, and emptied then.
 */
export function SecretField({ label, hint, error, ref, onEdit, onBlur }: SecretFieldProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <input
        {...fieldAttributes(id, { hint, error })}
        ref={ref}
        className={`${styles.input} ${styles.mono}`}
        type="password"
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        onInput={onEdit}
        onBlur={onBlur}
      />
    </FieldFrame>
  );
}
