import { useEffect, useMemo, useRef, useState } from 'react';
import styles from './app.module.css';
import { bridge } from './bridge.ts';
import { TabBar } from './components/tab-bar.tsx';
import { frameCommand } from './lib/frame-keys.ts';
import {
  follow,
  type Navigation,
  NavigationContext,
  type Place,
  placeKey,
  requestedPlace,
  START,
} from './lib/navigation.ts';
import { useVerbs } from './lib/run-verb.ts';
import type { ShowRequests } from './lib/show-requests.ts';
import { useSnapshot } from './lib/snapshot-store.ts';
import { ActivityScreen } from './screens/activity/activity-screen.tsx';
import { DoctorScreen } from './screens/doctor/doctor-screen.tsx';
import { FirstRunScreen } from './screens/first-run/first-run-screen.tsx';
import { ImportScreen } from './screens/import/import-screen.tsx';
import { KeysScreen } from './screens/keys/keys-screen.tsx';
import { MfaBanner } from './screens/mfa/mfa-banner.tsx';
import { MfaDialog } from './screens/mfa/mfa-dialog.tsx';
import { useQuestion } from './screens/mfa/use-question.ts';
import { RoleDetailScreen } from './screens/role-detail/role-detail-screen.tsx';
import { RoleFormScreen } from './screens/role-form/role-form-screen.tsx';
import { RolesScreen } from './screens/roles/roles-screen.tsx';
import { NEW_ROLES_VIEW, type RolesView } from './screens/roles/roles-view.ts';
import { SettingsScreen } from './screens/settings/settings-screen.tsx';
import { SignInBanner } from './screens/sign-in/sign-in-banner.tsx';

/** The window's frame: one screen, the tabs, and what waits for the user above or over what is open. */
export function Frame({ requests }: { readonly requests: ShowRequests }) {
  const { isFirstRun, settings, doctorErrors } = useSnapshot();
  const { run } = useVerbs();
  const [trail, setTrail] = useState(START);
  const rolesView = useRef<RolesView>(NEW_ROLES_VIEW);
  const screen = useRef<HTMLElement>(null);
  const question = useQuestion();

  const navigation = useMemo<Navigation>(
    () => ({
      place: trail.place,
      open: (place) => {
        const focusedId = document.activeElement?.id ?? '';
        setTrail((current) => follow(current, { kind: 'open', place, focusedId }));
      },
      back: () => setTrail((current) => follow(current, { kind: 'back' })),
      answered: () => setTrail((current) => follow(current, { kind: 'answered' })),
    }),
    [trail.place],
  );

  const { open: openQuestion } = question;
  useEffect(
    () =>
      requests.follow((request) =>
        request.kind === 'question' ? openQuestion() : navigation.open(requestedPlace(request)),
      ),
    [requests, navigation, openQuestion],
  );
  useEffect(() => showTheme(settings.theme), [settings.theme]);
  useEffect(() => giveFocus(screen.current, trail.focusId), [trail]);

  useEffect(() => {
    const handle = (event: KeyboardEvent): void => {
      const command = frameCommand(event, trail.place, isSomethingOver());
      if (command === undefined) {
        return;
      }
      event.preventDefault();
      if (command.kind === 'back') {
        navigation.back();
      } else if (command.kind === 'open') {
        navigation.open(command.place);
      } else {
        run(() => bridge.hideWindow());
      }
    };
    window.addEventListener('keydown', handle);
    return () => window.removeEventListener('keydown', handle);
  }, [navigation, trail.place, run]);

  const isWelcome = isFirstRun && trail.place.screen === 'roles';
  return (
    <NavigationContext value={navigation}>
      <div className={styles.frame}>
        <SignInBanner />
        <MfaBanner {...question} />
        <main className={styles.screen} ref={screen} key={placeKey(trail.place)}>
          {isWelcome ? (
            <FirstRunScreen />
          ) : (
            <PlaceScreen place={trail.place} rolesView={rolesView} />
          )}
        </main>
        {isWelcome ? null : (
          <TabBar
            place={trail.place}
            doctorErrors={doctorErrors}
            onOpen={(target) => navigation.open({ screen: target })}
          />
        )}
      </div>
      <MfaDialog {...question} />
    </NavigationContext>
  );
}

interface PlaceScreenProps {
  readonly place: Place;
  readonly rolesView: { current: RolesView };
}

function PlaceScreen({ place, rolesView }: PlaceScreenProps) {
  switch (place.screen) {
    case 'roles':
      return <RolesScreen kept={rolesView} />;
    case 'role':
      return <RoleDetailScreen profile={place.profile} asksWhy={place.asks === 'why'} />;
    case 'role-form':
      return <RoleFormScreen original={place.original} />;
    case 'keys':
      return <KeysScreen />;
    case 'doctor':
      return <DoctorScreen />;
    case 'activity':
      return <ActivityScreen />;
    case 'import':
      return <ImportScreen />;
    case 'settings':
      return <SettingsScreen />;
  }
}

function showTheme(theme: 'system' | 'light' | 'dark'): void {
  if (theme === 'system') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
}

/**
 * Where the focus goes on a new screen: back to what was left, else wherever the screen itself has
 * put it, else to its heading, so that a screen reader says where one is.
 */
function giveFocus(screen: HTMLElement | null, focusId: string): void {
  const left = focusId === '' ? null : document.getElementById(focusId);
  if (left !== null) {
    left.focus();
    return;
  }
  if (screen === null || screen.contains(document.activeElement)) {
    return;
  }
  const heading = screen.querySelector<HTMLElement>('h1');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus();
}

/** A dialog or a menu is open; Escape and the rest belong to it. */
function isSomethingOver(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
}
