import { Search, X } from 'lucide-react';
import type { Ref } from 'react';
import { KeyHint } from './key-hint.tsx';
import styles from './search-box.module.css';

export interface SearchBoxProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onFocus: () => void;
  /** Id of the grid that it filters, and of the row that Enter means. */
  readonly gridId: string;
  readonly activeId: string | undefined;
  readonly ref: Ref<HTMLInputElement>;
}

/** The field that filters the list and moves its selection without giving the focus away. */
export function SearchBox(props: SearchBoxProps) {
  return (
    <div className={styles.box}>
      <Search size={15} aria-hidden="true" />
      <input
        ref={props.ref}
        id="role-search"
        className={styles.input}
        type="text"
        role="combobox"
        aria-label="Search roles"
        aria-expanded={props.activeId !== undefined}
        aria-haspopup="grid"
        aria-autocomplete="list"
        aria-controls={props.activeId === undefined ? undefined : props.gridId}
        aria-activedescendant={props.activeId}
        placeholder="Role, account or id"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
        onFocus={props.onFocus}
      />
      {props.value === '' ? (
        <span aria-hidden="true">
          <KeyHint>/</KeyHint>
        </span>
      ) : (
        <button
          type="button"
          className={styles.clear}
          aria-label="Clear the search"
          onClick={() => props.onChange('')}
        >
          <X size={14} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
