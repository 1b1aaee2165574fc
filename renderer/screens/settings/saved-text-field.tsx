import { type FormEvent, useEffect, useRef, useState } from 'react';
import { TextField } from '../../components/text-field.tsx';

export interface SavedTextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly hint: string;
  readonly error?: string | undefined;
  /** What is wrong with a text, where that can be told here; main checks again. */
  readonly check?: (value: string) => string | undefined;
  readonly onSave: (value: string) => void;
}

/** A text that is saved when the field is left or Enter is pressed, if it can be right. */
export function SavedTextField(props: SavedTextFieldProps) {
  const { value, check, onSave } = props;
  const [text, setText] = useState(value);
  const [isLeft, setIsLeft] = useState(false);
  // Leaving the field after Enter sends nothing twice; Enter tries again what failed.
  const lastSent = useRef<string>(undefined);
  useEffect(() => {
    setText(value);
    lastSent.current = undefined;
  }, [value]);
  const fault = check?.(text.trim());
  const save = (): void => {
    setIsLeft(true);
    if (fault !== undefined || text.trim() === value) return;
    lastSent.current = text.trim();
    onSave(text.trim());
  };
  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        save();
      }}
      noValidate
    >
      <TextField
        label={props.label}
        value={text}
        onChange={setText}
        onBlur={() => {
          if (text.trim() !== lastSent.current) save();
        }}
        hint={props.hint}
        error={isLeft ? (fault ?? props.error) : props.error}
        isMono
      />
    </form>
  );
}
