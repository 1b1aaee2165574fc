import { type ReactNode, type Ref, useId } from 'react';
import styles from './text-field.module.css';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  /** What belongs in here; always shown, so that it is there before the first mistake. */
  readonly hint?: ReactNode;
  /** What is wrong, and what would be right. */
  readonly error?: string | undefined;
  /** For ids and names that are read letter by letter. */
  readonly isMono?: boolean;
  readonly isOptional?: boolean;
  readonly isDisabled?: boolean;
  readonly type?: 'text' | 'password';
  readonly placeholder?: string;
  /** Shown while typing; any other text does as well. */
  readonly suggestions?: readonly string[];
  readonly inputMode?: 'text' | 'numeric';
  readonly name?: string;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A line of text with its label, hint and error, which screen readers read with it. */
export function TextField(props: TextFieldProps) {
  const id = useId();
  return (
    <FieldFrame {...props} id={id}>
      <input
        {...fieldAttributes(id, props)}
        ref={props.ref}
        className={`${styles.input} ${props.isMono === true ? styles.mono : ''}`}
        type={props.type ?? 'text'}
        name={props.name}
        value={props.value}
        placeholder={props.placeholder}
        inputMode={props.inputMode}
        disabled={props.isDisabled}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        onChange={(event) => props.onChange(event.target.value)}
        onBlur={props.onBlur}
        list={props.suggestions === undefined ? undefined : `${id}-suggestions`}
      />
      {props.suggestions === undefined ? null : (
        <datalist id={`${id}-suggestions`}>
          {props.suggestions.map((text) => (
            <option key={text} value={text} />
          ))}
        </datalist>
      )}
    </FieldFrame>
  );
}

/** What every field has around its control. */
export interface FieldFrameProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly isOptional?: boolean;
  readonly children: ReactNode;
}

/** Label above, hint and error below. The error has its place in the page from the start. */
export function FieldFrame({ id, label, hint, error, isOptional, children }: FieldFrameProps) {
  return (
    <div className={styles.field} data-invalid={error === undefined ? undefined : ''}>
      <span className={styles.labelLine}>
        <label className={styles.label} htmlFor={id} id={`${id}-label`}>
          {label}
        </label>
        {isOptional === true ? <span className={styles.optional}>optional</span> : null}
      </span>
      {children}
      {hint === undefined ? null : (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <p className={styles.error} id={`${id}-error`} aria-live="polite">
        {error}
      </p>
    </div>
  );
}

/** Ties a control to its frame. */
export function fieldAttributes(
  id: string,
  { hint, error }: { readonly hint?: ReactNode; readonly error?: string | undefined },
) {
  const describedBy = [
    hint === undefined ? '' : `${id}-hint`,
    error === undefined ? '' : `${id}-error`,
  ].filter((part) => part !== '');
  return {
    id,
    'aria-invalid': error === undefined ? undefined : (true as const),
    'aria-describedby': describedBy.length === 0 ? undefined : describedBy.join(' '),
  };
}
