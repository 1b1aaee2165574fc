import { Copy, Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PlanView, RoleView, TargetView } from '../../../electron/contract/roles.ts';
import { bridge } from '../../bridge.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Tag, type TagTone } from '../../components/tag.tsx';
import { baseKindName } from '../../lib/base-kinds.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import styles from './role-facts.module.css';
import { useExpiryText } from './role-state.tsx';

const TARGET_STATES: Readonly<Record<TargetView['state'], readonly [TagTone, string]>> = {
  ours: ['live', 'written'],
  'taken-over': ['warn', 'taken over'],
  missing: ['warn', 'gone from the file'],
  expired: ['warn', 'expired'],
};

export interface RoleFactsProps {
  readonly role: RoleView;
  readonly plan: PlanView | undefined;
  /** Given where the profile can be edited. */
  readonly onEdit?: () => void;
}

/** What is so about the role: where it writes, until when, and the ids that people look up. */
export function RoleFacts({ role, plan, onEdit }: RoleFactsProps) {
  const { run } = useVerbs();
  const expiry = useExpiryText(role.expiresAt);
  const copy = (detail: 'accountId' | 'roleArn' | 'target') => (): void => {
    void run(() => bridge.copyDetail(role.profile, detail));
  };
  const lastStep = plan?.steps.at(-1);
  return (
    <Card
      title="Facts"
      action={
        onEdit === undefined ? null : (
          <Button variant="plain" icon={Pencil} id="edit-role" onClick={onEdit}>
            Edit this role
          </Button>
        )
      }
    >
      <dl className={styles.facts}>
        <Fact name="Session">
          {expiry === '' ? 'none' : expiry}{' '}
          {role.state === 'renewing' ? <Tag tone="plain">renewing</Tag> : null}
        </Fact>
        <Fact name="Switch writes" onCopy={copy('target')} copyLabel="Copy the target’s name">
          <code>{role.switchTarget}</code> in the credentials file
        </Fact>
        {plan?.targetReason === undefined ? null : (
          <Fact name={`Why not “${role.profile}”`}>{plan.targetReason}</Fact>
        )}
        {role.hasEndpoint ? (
          <Fact name="URL">open: programs that have it are renewed until you stop the role</Fact>
        ) : null}
        {role.targets.length === 0 ? null : (
          <Fact name="Written to">
            <ul className={styles.targets}>
              {role.targets.map(({ name, state }) => (
                <li key={name}>
                  <code>{name}</code>
                  <Tag tone={TARGET_STATES[state][0]}>{TARGET_STATES[state][1]}</Tag>
                </li>
              ))}
            </ul>
          </Fact>
        )}
        <Fact name="Profile">
          <code>{role.profile}</code>
        </Fact>
        {role.baseKind === undefined ? null : (
          <Fact name={role.kind === 'base' ? 'Kind of base' : 'Starts from'}>
            {role.kind === 'base' ? null : (
              <>
                <code>{role.chain[0]}</code>,{' '}
              </>
            )}
            {baseKindName(role.baseKind)}
          </Fact>
        )}
        {role.accountId === undefined ? null : (
          <Fact name="Account" onCopy={copy('accountId')} copyLabel="Copy the account id">
            <code>{role.accountId}</code>
          </Fact>
        )}
        {role.roleArn === undefined ? null : (
          <Fact name="Role ARN" onCopy={copy('roleArn')} copyLabel="Copy the role’s ARN">
            <ArnText arn={role.roleArn} />
          </Fact>
        )}
        <Fact name="Region">{role.region ?? lastStep?.region ?? 'none set'}</Fact>
        {lastStep?.sessionName === undefined ? null : (
          <Fact name="Session name">
            <code>{lastStep.sessionName}</code>
          </Fact>
        )}
      </dl>
    </Card>
  );
}

/** An ARN breaks before the role's name rather than within it. */
function ArnText({ arn }: { readonly arn: string }) {
  const end = arn.lastIndexOf('/') + 1;
  return (
    <code>
      {arn.slice(0, end)}
      <wbr />
      {arn.slice(end)}
    </code>
  );
}

interface FactProps {
  readonly name: string;
  readonly children: ReactNode;
  readonly onCopy?: () => void;
  readonly copyLabel?: string;
}

function Fact({ name, children, onCopy, copyLabel }: FactProps) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>
        <span className={styles.value}>{children}</span>
        {onCopy === undefined || copyLabel === undefined ? null : (
          <IconButton label={copyLabel} icon={Copy} onClick={onCopy} />
        )}
      </dd>
    </div>
  );
}
