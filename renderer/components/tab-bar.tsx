import {
  History,
  KeyRound,
  LayoutList,
  type LucideIcon,
  Settings2,
  Stethoscope,
} from 'lucide-react';
import type { Screen } from '../../electron/contract/show-request.ts';
import type { Place } from '../lib/navigation.ts';
import styles from './tab-bar.module.css';

interface Tab {
  readonly screen: Screen;
  readonly label: string;
  readonly icon: LucideIcon;
}

/** In the order of Ctrl+1, Ctrl+2, ... */
export const TABS: readonly Tab[] = [
  { screen: 'roles', label: 'Roles', icon: LayoutList },
  { screen: 'keys', label: 'Keys', icon: KeyRound },
  { screen: 'doctor', label: 'Doctor', icon: Stethoscope },
  { screen: 'activity', label: 'Activity', icon: History },
  { screen: 'settings', label: 'Settings', icon: Settings2 },
];

export interface TabBarProps {
  readonly place: Place;
  /** Errors that the doctor finds, told on its tab. */
  readonly doctorErrors: number;
  readonly onOpen: (screen: Screen) => void;
}

/** More is told as "so many and more": the tab has room for two digits. */
const MOST_TOLD = 99;

/** The ways to the main screens. What lies on top of one belongs to it. */
export function TabBar({ place, doctorErrors, onOpen }: TabBarProps) {
  const current = tabOf(place);
  return (
    <nav className={styles.bar} aria-label="Screens">
      {TABS.map(({ screen, label, icon: Icon }) => (
        <button
          key={screen}
          id={`tab-${screen}`}
          type="button"
          className={styles.tab}
          aria-current={screen === current ? 'page' : undefined}
          onClick={() => onOpen(screen)}
        >
          <Icon size={15} aria-hidden="true" />
          {label}
          {screen === 'doctor' && doctorErrors > 0 ? <ErrorCount count={doctorErrors} /> : null}
        </button>
      ))}
    </nav>
  );
}

function ErrorCount({ count }: { readonly count: number }) {
  return (
    <span className={styles.count}>
      {count > MOST_TOLD ? `${MOST_TOLD}+` : count}
      <span className="visually-hidden">{count === 1 ? ' error' : ' errors'}</span>
    </span>
  );
}

function tabOf({ screen }: Place): Screen {
  if (screen === 'role' || screen === 'role-form') return 'roles';
  return screen === 'import' ? 'settings' : screen;
}
