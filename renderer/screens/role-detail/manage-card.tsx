import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../electron/contract/results.ts';
import type { RoleView } from '../../../electron/contract/roles.ts';
import type { ManagePreview } from '../../../electron/contract/surgery.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { ChangePreview } from '../../components/change-preview.tsx';
import { Notice } from '../../components/notice.tsx';
import { Tag } from '../../components/tag.tsx';
import { useNavigation } from '../../lib/navigation.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import styles from './role-actions.module.css';

type Look =
  | { readonly state: 'closed' }
  | { readonly state: 'asking' }
  | { readonly state: 'shown'; readonly preview: ManagePreview }
  | { readonly state: 'refused'; readonly failure: Failure };

/** Lets AWS tools reach the role by its own name, or takes that back; the change is shown first. */
export function ManageCard({ role }: { readonly role: RoleView }) {
  const { profile, isManaged, kind } = role;
  const { run } = useVerbs();
  const [look, setLook] = useState<Look>({ state: 'closed' });
  const [isBusy, setIsBusy] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  // What was shown is about the other way round now, whoever made the change.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `isManaged` is what makes it old
  useEffect(() => setLook({ state: 'closed' }), [isManaged]);

  const open = async (): Promise<void> => {
    setLook({ state: 'asking' });
    const preview = await run(
      () => (isManaged ? bridge.previewUnmanage(profile) : bridge.previewManage(profile)),
      { onFailure: (failure) => setLook({ state: 'refused', failure }) },
    );
    if (preview !== undefined) setLook({ state: 'shown', preview });
  };
  const change = async ({ removesSession }: ManagePreview): Promise<void> => {
    setIsBusy(true);
    const done = await run(
      (confirmed) =>
        isManaged
          ? bridge.unmanageRole(profile)
          : bridge.manageRole(profile, removesSession, confirmed),
      {
        title: `Manage ${profile}?`,
        action: 'Change it',
        onFailure: (failure) => setLook({ state: 'refused', failure }),
      },
    );
    setIsBusy(false);
    if (done === undefined) return;
    setLook({ state: 'closed' });
    toggle.current?.focus();
  };
  const isOpen = look.state !== 'closed';
  return (
    <Card
      title={`Let AWS tools use this ${kind === 'role' ? 'role' : 'base'} by its own name`}
      action={isManaged ? <Tag tone="live">on</Tag> : null}
    >
      <div className={styles.controls}>
        <p className={styles.note}>
          {isManaged ? (
            <>
              <ProfileOption profile={profile} /> works in every AWS tool: it asks Role Valet, which
              renews the session. No secret is on disk.
            </>
          ) : (
            <>
              A line in your config file makes AWS tools ask Role Valet. Then{' '}
              <ProfileOption profile={profile} /> works in all of them and is renewed, with no
              secret on disk.
            </>
          )}
        </p>
        <div className={styles.buttons}>
          <Button
            ref={toggle}
            aria-expanded={isOpen}
            isBusy={look.state === 'asking'}
            onClick={() => (isOpen ? setLook({ state: 'closed' }) : void open())}
          >
            {toggleText(isOpen, isManaged)}
          </Button>
        </div>
      </div>
      {look.state === 'shown' ? (
        <ChangePreview
          label={isManaged ? 'What taking it back changes' : 'What would be changed'}
          diff={look.preview.diff}
          notes={[
            ...(look.preview.removesSession
              ? ['A session of another tool would win, so its lines go too']
              : []),
            ...look.preview.affected.map((who) => `This changes what ${who} gets`),
            ...look.preview.notices,
            ...(look.preview.diff === '' ? ['Nothing is left to change'] : []),
          ]}
          actions={
            look.preview.diff === '' ? undefined : (
              <Button variant="primary" isBusy={isBusy} onClick={() => void change(look.preview)}>
                {isManaged ? 'Take it back' : 'Make this change'}
              </Button>
            )
          }
        />
      ) : null}
      <div role="alert" className={`${styles.refusal} ${styles.spaced}`}>
        {look.state === 'refused' ? <Refusal failure={look.failure} /> : null}
      </div>
    </Card>
  );
}

function Refusal({ failure }: { readonly failure: Failure }) {
  const navigation = useNavigation();
  return (
    <Notice
      tone="danger"
      label="Nothing was changed"
      hint={failure.hint}
      {...(/\bKeys\b/.test(failure.hint)
        ? {
            actions: <Button onClick={() => navigation.open({ screen: 'keys' })}>Open Keys</Button>,
          }
        : {})}
    >
      {failure.message}
    </Notice>
  );
}

function toggleText(isOpen: boolean, isManaged: boolean): string {
  if (isOpen) return 'Hide the change';
  return isManaged ? 'Show the way back' : 'Show the change';
}

/** An option that does not break at its dashes. */
function ProfileOption({ profile }: { readonly profile: string }) {
  return (
    <>
      <code className={styles.option}>--profile</code> <code>{profile}</code>
    </>
  );
}
