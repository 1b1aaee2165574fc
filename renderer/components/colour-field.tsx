import { Ban } from 'lucide-react';
import { useId } from 'react';
import type { Colour } from '../../electron/contract/roles.ts';
import styles from './colour-field.module.css';

const COLOURS: readonly Colour[] = ['red', 'amber', 'green', 'blue', 'violet'];

export interface ColourFieldProps {
  readonly label: string;
  readonly value: Colour | undefined;
  /** `null` takes the mark away. */
  readonly onChange: (colour: Colour | null) => void;
  readonly hint?: string;
}

/** One of five marks, or none. Radio buttons underneath, so arrows work and names are read out. */
export function ColourField({ label, value, onChange, hint }: ColourFieldProps) {
  const id = useId();
  return (
    <fieldset
      className={styles.field}
      aria-describedby={hint === undefined ? undefined : `${id}-hint`}
    >
      <legend className={styles.legend}>{label}</legend>
      <div className={styles.choices}>
        <label className={styles.choice} title="none">
          <input
            type="radio"
            name={id}
            className="visually-hidden"
            checked={value === undefined}
            onChange={() => onChange(null)}
          />
          <span className={styles.none}>
            <Ban size={14} aria-hidden="true" />
          </span>
          <span className="visually-hidden">none</span>
        </label>
        {COLOURS.map((colour) => (
          <label className={styles.choice} key={colour} title={colour}>
            <input
              type="radio"
              name={id}
              className="visually-hidden"
              checked={value === colour}
              onChange={() => onChange(colour)}
            />
            <span className={`${styles.swatch} ${styles[colour]}`} />
            <span className="visually-hidden">{colour}</span>
          </label>
        ))}
      </div>
      {hint === undefined ? null : (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </fieldset>
  );
}
