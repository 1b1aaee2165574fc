import { ChevronDown } from 'lucide-react';
import { type KeyboardEvent, type Ref, useEffect, useId, useRef, useState } from 'react';
import type { AccountView, RoleView } from '../../../electron/contract/roles.ts';
import fieldStyles from '../../components/text-field.module.css';
import { FieldFrame, fieldAttributes } from '../../components/text-field.tsx';
import styles from './source-field.module.css';
import { matchingSources, sourcesFor } from './sources.ts';

export interface SourceFieldProps {
  readonly value: string;
  readonly roles: readonly RoleView[];
  readonly accounts: readonly AccountView[];
  /** The profile that is edited: no source of its own. */
  readonly original: string;
  readonly error?: string | undefined;
  readonly isOptional: boolean;
  readonly ref: Ref<HTMLInputElement>;
  readonly onChange: (value: string) => void;
  readonly onBlur: () => void;
}

const HINT = 'A base key’s profile, or a role that may assume this one.';

/**
 * The profile that a role starts from: typed, or chosen from the profiles below. By hand, as the
 * pattern has it (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/): Base UI's hides the whole form
 * from screen readers while its list is open.
 */
export function SourceField(props: SourceFieldProps) {
  const { value, roles, accounts, original, error, ref, onChange } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  // Before the first letter all profiles are shown, also those that do not match what stands there.
  const [isTyping, setIsTyping] = useState(false);
  const [active, setActive] = useState(-1);
  const sources = isOpen
    ? matchingSources(sourcesFor(roles, accounts, original), isTyping ? value : '')
    : [];
  const isShown = sources.length > 0;

  useEffect(() => {
    if (isShown) list.current?.scrollIntoView({ block: 'nearest' });
  }, [isShown]);
  useEffect(() => {
    if (active >= 0) list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const show = (isWanted: boolean): void => {
    setIsOpen(isWanted);
    setActive(-1);
    if (!isWanted) setIsTyping(false);
  };
  const choose = (profile: string): void => {
    onChange(profile);
    show(false);
  };
  const handleKey = (event: KeyboardEvent): void => {
    const chosen = sources[active];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (isShown)
        setActive(nextActive(active, event.key === 'ArrowDown' ? 1 : -1, sources.length));
      else show(true);
    } else if (event.key === 'Enter' && chosen !== undefined) {
      event.preventDefault();
      choose(chosen.profile);
    } else if (event.key === 'Escape' && isShown) {
      // It closes the list only; the form would ask whether to leave.
      event.preventDefault();
      event.stopPropagation();
      show(false);
    }
  };
  return (
    <FieldFrame
      id={id}
      label="Source profile"
      hint={HINT}
      error={error}
      isOptional={props.isOptional}
    >
      <div className={styles.group}>
        <input
          {...fieldAttributes(id, { hint: HINT, error })}
          ref={ref}
          className={`${fieldStyles.input} ${fieldStyles.mono} ${styles.input}`}
          role="combobox"
          aria-expanded={isShown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={active < 0 ? undefined : `${id}-${active}`}
          value={value}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          onChange={(event) => {
            onChange(event.target.value);
            show(true);
            setIsTyping(true);
          }}
          onClick={() => show(true)}
          onKeyDown={handleKey}
          onBlur={() => {
            show(false);
            props.onBlur();
          }}
        />
        <ChevronDown className={styles.arrow} size={15} aria-hidden="true" />
        <div
          ref={list}
          id={`${id}-list`}
          role="listbox"
          aria-label="Profiles"
          className={styles.list}
          hidden={!isShown}
        >
          {sources.map(({ profile, detail }, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the focus stays in the field, whose keys choose
            <div
              key={profile}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              className={styles.item}
              // The field must not lose the focus before the click counts.
              onPointerDown={(event) => event.preventDefault()}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(profile)}
            >
              <span className={styles.name}>{profile}</span>
              <span className={styles.detail}>{detail}</span>
            </div>
          ))}
        </div>
      </div>
    </FieldFrame>
  );
}

/** From the last one on to the first, and from none to the nearest end. */
function nextActive(active: number, step: 1 | -1, count: number): number {
  if (active < 0) return step === 1 ? 0 : count - 1;
  return (active + step + count) % count;
}
