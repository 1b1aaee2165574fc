import { Autocomplete } from '@base-ui/react/autocomplete';
import { ChevronDown } from 'lucide-react';
import { type Ref, useId } from 'react';
import type { AccountView, RoleView } from '../../../electron/contract/types.ts';
import selectStyles from '../../components/select-field.module.css';
import fieldStyles from '../../components/text-field.module.css';
import { FieldFrame, fieldAttributes } from '../../components/text-field.tsx';
import { accountName } from '../../lib/account-text.ts';
import styles from './source-field.module.css';

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

/** More than this nobody reads: typing finds the rest. */
const MOST_SHOWN = 60;

/** The profile that a role starts from: typed, with the profiles there are below it. */
export function SourceField(props: SourceFieldProps) {
  const { value, roles, accounts, original, error, ref } = props;
  const id = useId();
  const hint = 'A base key’s profile, or a role that may assume this one.';
  // Bases first: most roles start there.
  const sources = [...roles]
    .filter(({ profile }) => profile !== original)
    .sort((one, other) => Number(other.kind === 'base') - Number(one.kind === 'base'));
  const details = new Map(sources.map((role) => [role.profile, detailOf(role, accounts)]));
  return (
    <FieldFrame
      id={id}
      label="Source profile"
      hint={hint}
      error={error}
      isOptional={props.isOptional}
    >
      <Autocomplete.Root
        items={sources.map(({ profile }) => profile)}
        value={value}
        limit={MOST_SHOWN}
        openOnInputClick
        onValueChange={props.onChange}
      >
        <div className={styles.group}>
          <Autocomplete.Input
            {...fieldAttributes(id, { hint, error })}
            ref={ref}
            className={`${fieldStyles.input} ${fieldStyles.mono} ${styles.input}`}
            autoComplete="off"
            spellCheck={false}
            onBlur={props.onBlur}
          />
          <Autocomplete.Trigger
            className={styles.trigger}
            aria-label="Show all profiles"
            tabIndex={-1}
          >
            <ChevronDown size={15} aria-hidden="true" />
          </Autocomplete.Trigger>
        </div>
        <Autocomplete.Portal>
          <Autocomplete.Positioner className={selectStyles.positioner} sideOffset={4}>
            <Autocomplete.Popup className={selectStyles.popup} aria-label="Profiles">
              <Autocomplete.Empty className={styles.empty}>
                No profile has this in its name.
              </Autocomplete.Empty>
              <Autocomplete.List className={selectStyles.list}>
                {(profile: string) => (
                  <Autocomplete.Item key={profile} value={profile} className={styles.item}>
                    <span className={styles.name}>{profile}</span>
                    <span className={styles.detail}>{details.get(profile)}</span>
                  </Autocomplete.Item>
                )}
              </Autocomplete.List>
            </Autocomplete.Popup>
          </Autocomplete.Positioner>
        </Autocomplete.Portal>
      </Autocomplete.Root>
    </FieldFrame>
  );
}

function detailOf(role: RoleView, accounts: readonly AccountView[]): string {
  if (role.kind === 'base') return 'base';
  return role.accountId === undefined ? '' : accountName(accounts, role.accountId);
}
