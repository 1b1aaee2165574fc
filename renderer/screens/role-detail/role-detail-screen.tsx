import { ExternalLink, Star } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import type { RoleView } from '../../../electron/contract/roles.ts';
import type { Snapshot } from '../../../electron/contract/snapshot.ts';
import { bridge } from '../../bridge.ts';
import { IconButton } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ScreenFrame } from '../../components/screen-frame.tsx';
import { accountName, effectiveColour } from '../../lib/account-text.ts';
import { baseKindName } from '../../lib/base-kinds.ts';
import { CONSOLE_HOME } from '../../lib/console-words.ts';
import { useNavigation } from '../../lib/navigation.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import { ChainCard } from './chain-card.tsx';
import { chainBoxes } from './chain-picture.ts';
import { ConsoleCard } from './console-card.tsx';
import { CopyCard } from './copy-card.tsx';
import { MainAction } from './main-action.tsx';
import { ManageCard } from './manage-card.tsx';
import { OrganiseCard } from './organise-card.tsx';
import { RoleFacts } from './role-facts.tsx';
import { RoleStateNotice } from './role-state.tsx';
import { usePlan } from './use-plan.ts';
import { WalkCard } from './walk-card.tsx';
import { WriteCard } from './write-card.tsx';

export interface RoleDetailScreenProps {
  readonly profile: string;
  /** Opened to see why it does not work: its chain is checked at once, and not again after that. */
  readonly asksWhy: boolean;
}

/** All about one role, and all that can be done with it. */
export function RoleDetailScreen({ profile, asksWhy }: RoleDetailScreenProps) {
  const snapshot = useSnapshot();
  const navigation = useNavigation();
  const role = snapshot.roles.find((candidate) => candidate.profile === profile);
  if (role === undefined) {
    return (
      <ScreenFrame title={profile} onBack={navigation.back}>
        <Notice
          tone="info"
          label="State of this role"
          hint="It was renamed, or taken out of the config file, while it was open here."
        >
          There is no profile “{profile}” any more.
        </Notice>
      </ScreenFrame>
    );
  }
  return <RoleDetail key={profile} role={role} snapshot={snapshot} asksWhy={asksWhy} />;
}

interface RoleDetailProps {
  readonly role: RoleView;
  readonly snapshot: Snapshot;
  readonly asksWhy: boolean;
}

function RoleDetail({ role, snapshot, asksWhy }: RoleDetailProps) {
  const navigation = useNavigation();
  const { run } = useVerbs();
  const reading = usePlan(role);
  const [whys, setWhys] = useState(0);
  const askWhy = (): void => setWhys(whys + 1);
  const carryOut = useEffectEvent(() => {
    askWhy();
    navigation.answered();
  });
  useEffect(() => {
    if (asksWhy) carryOut();
  }, [asksWhy]);
  const { profile, favourite } = role;
  const { accounts, keys } = snapshot;
  const isGuarded = effectiveColour(role, accounts) === 'red';
  const plan = reading.state === 'ready' ? reading.plan : undefined;
  const isBroken = role.state === 'broken';
  return (
    <ScreenFrame
      title={role.roleName}
      subtitle={subtitleOf(role, snapshot)}
      onBack={navigation.back}
      action={
        <>
          <IconButton
            label={favourite ? 'Remove from favourites' : 'Add to favourites'}
            icon={Star}
            aria-pressed={favourite}
            onClick={() => void run(() => bridge.markRole(profile, { favourite: !favourite }))}
          />
          {role.console === undefined || isBroken ? null : (
            <IconButton
              label="Open the console’s home"
              icon={ExternalLink}
              onClick={() => void run(() => bridge.openConsole(profile, CONSOLE_HOME))}
            />
          )}
          <MainAction role={role} isGuarded={isGuarded} />
        </>
      }
    >
      <RoleStateNotice role={role} onWhy={askWhy} />
      {reading.state === 'failed' && role.failure?.message !== reading.failure.message ? (
        <Notice tone="danger" label="No plan" hint={reading.failure.hint}>
          {reading.failure.message}
        </Notice>
      ) : null}
      {plan === undefined ? null : (
        <ChainCard
          plan={plan}
          boxes={chainBoxes(plan, { accounts, keys })}
          isMarkedRed={isGuarded}
        />
      )}
      <WalkCard role={role} whys={whys} />
      {isBroken ? null : (
        <>
          <ConsoleCard role={role} />
          <CopyCard profile={profile} usualFormat={snapshot.settings.exportFormat} />
          <WriteCard role={role} />
        </>
      )}
      {isBroken && !role.isManaged ? null : <ManageCard role={role} />}
      <RoleFacts
        role={role}
        plan={plan}
        {...(role.kind === 'role'
          ? { onEdit: () => navigation.open({ screen: 'role-form', original: profile }) }
          : {})}
      />
      <OrganiseCard role={role} account={accounts.find(({ id }) => id === role.accountId)} />
    </ScreenFrame>
  );
}

/** Where it is: account by name and id; a base says what it is. */
function subtitleOf(role: RoleView, { accounts }: Snapshot): string {
  const { kind, baseKind } = role;
  if (role.accountId === undefined) {
    const start = baseKind === undefined ? '' : `: ${baseKindName(baseKind)}`;
    return kind === 'base' ? `where chains start${start}` : role.profile;
  }
  const name = accountName(accounts, role.accountId);
  return name === role.accountId ? role.accountId : `${name} · ${role.accountId}`;
}
