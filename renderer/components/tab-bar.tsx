import { KeyRound, LayoutList, type LucideIcon, Settings2 } from 'lucide-react';
import type { Screen } from '../../electron/contract/types.ts';
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
  { screen: 'settings', label: 'Settings', icon: Settings2 },
];

export interface TabBarProps {
  readonly place: Place;
  readonly onOpen: (screen: Screen) => void;
}

/** The ways to the main screens. A role's detail and form belong to the roles. */
export function TabBar({ place, onOpen }: TabBarProps) {
  const current = place.screen === 'role' || place.screen === 'role-form' ? 'roles' : place.screen;
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
        </button>
      ))}
    </nav>
  );
}
