import type { ReactNode } from 'react';
import type { AccountView, RoleForm, RoleView } from '../../../electron/contract/roles.ts';
import { Card } from '../../components/card.tsx';
import { TextField, type TextFieldProps } from '../../components/text-field.tsx';
import { accountName } from '../../lib/account-text.ts';
import { checkRoleArn } from '../../lib/arn-checks.ts';
import {
  checkDuration,
  isCutByChaining,
  type RoleFieldName,
  readDuration,
} from '../../lib/role-checks.ts';
import { timeLeft } from '../../lib/time-text.ts';
import styles from './role-form.module.css';
import { SourceField } from './source-field.tsx';
import type { RoleFormModel } from './use-role-form.ts';

export interface RoleFieldsProps {
  readonly model: RoleFormModel;
  readonly original: string;
  readonly roles: readonly RoleView[];
  readonly accounts: readonly AccountView[];
  readonly isSourceOptional: boolean;
  /** Keeps each field's input, so that the first wrong one can be focused. */
  readonly register: (field: RoleFieldName, input: HTMLInputElement | null) => void;
}

/** The form's fields, in the order of ROLE_FIELDS. */
export function RoleFields(props: RoleFieldsProps) {
  const { model, original, roles, accounts, register } = props;
  const { form, shown } = model;
  const field = (name: RoleFieldName) => ({
    name,
    value: form[name],
    error: shown[name],
    ref: (input: HTMLInputElement | null) => register(name, input),
    onChange: (value: string) => model.change(name, value),
    onBlur: () => model.leave(name),
  });
  return (
    <>
      <Card title="Role">
        <div className={styles.fields}>
          <TextField
            {...field('profile')}
            label="Profile name"
            isMono
            isDisabled={original !== ''}
            hint={
              original === ''
                ? 'What you give to tools: AWS_PROFILE or --profile.'
                : 'Stays as it is: other profiles and tools may know it.'
            }
          />
          <TextField {...field('roleArn')} label="Role ARN" isMono hint={arnHint(form, accounts)} />
          <SourceField
            {...field('sourceProfile')}
            roles={roles}
            accounts={accounts}
            original={original}
            isOptional={props.isSourceOptional}
          />
        </div>
      </Card>
      <Card title="What the role asks for" description="The owner of the role can tell.">
        <div className={styles.fields}>
          <Optional
            {...field('region')}
            label="Region"
            hint="Empty: the region of the source, else the default."
          />
          <Optional
            {...field('mfaSerial')}
            label="MFA device"
            hint="Its serial. Empty: the device of the base key, if it has one. “none” does without."
          />
          <Optional
            {...field('externalId')}
            label="External id"
            hint="Where the role’s trust policy demands one."
          />
        </div>
      </Card>
      <Card title="Session">
        <div className={styles.fields}>
          <Optional
            {...field('sessionName')}
            label="Session name"
            hint="What CloudTrail shows. {user}, {host} and {role} are filled in. Empty: {user}@{host}."
          />
          <Optional
            {...field('durationSeconds')}
            label="Duration"
            hint={durationHint(form, roles)}
          />
        </div>
      </Card>
    </>
  );
}

function Optional(props: TextFieldProps) {
  return <TextField {...props} isMono isOptional />;
}

/** Reads the ARN back, so that a wrong account is seen before anything is saved. */
function arnHint({ roleArn }: RoleForm, accounts: readonly AccountView[]): string {
  const arn = roleArn.trim();
  if (checkRoleArn(arn) !== undefined) return 'Such as arn:aws:iam::111122223333:role/NAME.';
  const account = arn.split(':')[4] ?? '';
  const name = accountName(accounts, account);
  const role = arn.slice(arn.lastIndexOf('/') + 1);
  return `${role} in ${name === account ? `account ${account}` : `${name} (${account})`}`;
}

function durationHint(form: RoleForm, roles: readonly RoleView[]): ReactNode {
  const { durationSeconds } = form;
  const usual = 'Seconds, or 1h, 90m, 1h30m. Empty: what AWS gives by itself, 1 h.';
  if (durationSeconds.trim() === '' || checkDuration(durationSeconds) !== undefined) return usual;
  const reading = timeLeft((readDuration(durationSeconds) ?? 0) * 1000);
  return isCutByChaining(form, roles) ? (
    <>
      {reading}, but it will get 1 h: AWS gives no more where one role assumes another, whatever
      maximum the role has. Role Valet renews it.
    </>
  ) : (
    `${reading}. The role’s own maximum at AWS must allow it.`
  );
}
