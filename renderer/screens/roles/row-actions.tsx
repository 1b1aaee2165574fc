import { ChevronRight, Copy, ExternalLink, FilePen } from 'lucide-react';
import type { RoleView } from '../../../electron/contract/roles.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { useJustChanged } from '../../lib/use-just-changed.ts';
import { primaryAction } from './role-tags.ts';
import styles from './row-actions.module.css';
import type { RoleActions } from './use-role-actions.ts';

export interface RowActionsProps {
  readonly role: RoleView;
  readonly actions: RoleActions;
  readonly isSelected: boolean;
}

/** What can be done with a role. Only the selected row's buttons are stops of the Tab key. */
export function RowActions({ role, actions, isSelected }: RowActionsProps) {
  const tabIndex = isSelected ? 0 : -1;
  const isBroken = role.state === 'broken';
  const primary = primaryAction(role);
  // Renew turns to Stop by itself, in the same place: a click on its way there must not stop the role.
  const isUnexpected = useJustChanged(primary, TIME_TO_SEE_MS) && primary === 'stop';
  return (
    <div className={styles.actions}>
      {isBroken ? null : (
        <>
          <IconButton
            label={`Copy exports of ${role.profile}`}
            icon={Copy}
            tabIndex={tabIndex}
            onClick={() => actions.copy(role)}
          />
          <IconButton
            label={`Write ${role.profile} to the credentials file`}
            icon={FilePen}
            tabIndex={tabIndex}
            onClick={() => actions.write(role)}
          />
        </>
      )}
      {isBroken || role.console === undefined ? null : (
        <IconButton
          label={`Open the console as ${role.profile}`}
          icon={ExternalLink}
          tabIndex={tabIndex}
          onClick={() => actions.console(role)}
        />
      )}
      <IconButton
        label={`Details of ${role.profile}`}
        id={`details-${encodeURIComponent(role.profile)}`}
        icon={ChevronRight}
        tabIndex={tabIndex}
        onClick={() => actions.details(role)}
      />
      {primary === 'details' ? null : (
        <Button
          variant={primary === 'stop' ? 'quiet' : 'primary'}
          tabIndex={tabIndex}
          isBusy={role.state === 'assuming' || isUnexpected}
          onClick={() => actions[primary](role)}
        >
          {LABELS[primary]}
          <span className="visually-hidden"> {role.profile}</span>
        </Button>
      )}
    </div>
  );
}

/** Longer than a person takes from aiming to the click. */
const TIME_TO_SEE_MS = 400;

const LABELS = { switch: 'Switch', stop: 'Stop', renew: 'Renew', signIn: 'Sign in' };
