import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../electron/contract/results.ts';
import type { RoleForm, RoleView } from '../../../electron/contract/roles.ts';
import {
  checkRole,
  ROLE_FIELDS,
  type RoleFaults,
  type RoleFieldName,
} from '../../lib/role-checks.ts';
import { dropDraft, keepDraft, readDraft } from './drafts.ts';

export const EMPTY_FORM: RoleForm = {
  profile: '',
  roleArn: '',
  sourceProfile: '',
  region: '',
  mfaSerial: '',
  externalId: '',
  sessionName: '',
  durationSeconds: '',
};

export interface RoleFormModel {
  readonly form: RoleForm;
  /** Faults that are to be seen: of fields that were left once, or all after a try to save. */
  readonly shown: RoleFaults;
  readonly isDirty: boolean;
  /** True where unsaved changes of before were brought back. */
  readonly isRestored: boolean;
  readonly failure: Failure | undefined;
  change(field: RoleFieldName, value: string): void;
  leave(field: RoleFieldName): void;
  fail(failure: Failure): void;
  /** Shows all faults; gives the first wrong field, undefined where the form can be sent. */
  firstFault(): RoleFieldName | undefined;
  /** Gives up what was typed. */
  discard(): void;
}

/** The state of the form: what is typed, what was visited, what main said. */
export function useRoleForm(
  initial: RoleForm,
  original: string,
  roles: readonly RoleView[],
): RoleFormModel {
  const draft = useRef(readDraft(original)).current;
  const [form, setForm] = useState(draft ?? initial);
  const [left, setLeft] = useState<ReadonlySet<RoleFieldName>>(
    () => new Set(draft === undefined ? [] : changedFields(draft, initial)),
  );
  const [isSubmitted, setIsSubmitted] = useState(false);
  const [isRestored, setIsRestored] = useState(draft !== undefined);
  const [failure, setFailure] = useState<Failure>();
  const faults = checkRole(form, {
    roles,
    original,
    isSourceOptional: original !== '' && initial.sourceProfile === '',
  });
  const isDirty = changedFields(form, initial).length > 0;

  useEffect(() => {
    if (isDirty) keepDraft(original, form);
    else dropDraft(original);
  }, [isDirty, original, form]);

  return {
    form,
    shown: isSubmitted ? faults : only(faults, left),
    isDirty,
    isRestored,
    failure,
    change: (field, value) => {
      setForm((before) => ({ ...before, [field]: value }));
      setFailure(undefined);
    },
    leave: (field) => {
      // A field that was only passed through has not been tried yet.
      if (form[field] !== initial[field]) setLeft((before) => new Set([...before, field]));
    },
    fail: setFailure,
    firstFault: () => {
      setIsSubmitted(true);
      return ROLE_FIELDS.find((field) => faults[field] !== undefined);
    },
    discard: () => {
      dropDraft(original);
      setForm(initial);
      setLeft(new Set());
      setIsSubmitted(false);
      setIsRestored(false);
      setFailure(undefined);
    },
  };
}

function changedFields(form: RoleForm, initial: RoleForm): readonly RoleFieldName[] {
  return ROLE_FIELDS.filter((field) => form[field] !== initial[field]);
}

function only(faults: RoleFaults, fields: ReadonlySet<RoleFieldName>): RoleFaults {
  return Object.fromEntries(
    Object.entries(faults).filter(([field]) => fields.has(field as RoleFieldName)),
  );
}
