import { type Ref, useId } from 'react';
import styles from './text-field.module.css';
import { FieldFrame, fieldAttributes } from './text-field.tsx';

export interface TextAreaProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly rows: number;
  readonly ref?: Ref<HTMLTextAreaElement>;
}

/** Several lines of text that are read letter by letter, with label, hint and error. */
export function TextArea(props: TextAreaProps) {
  const id = useId();
  return (
    <FieldFrame {...props} id={id}>
      <textarea
        {...fieldAttributes(id, props)}
        ref={props.ref}
        className={`${styles.input} ${styles.mono} ${styles.area}`}
        rows={props.rows}
        value={props.value}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </FieldFrame>
  );
}
