import { useEffect, useRef, useState } from 'react';
import type { Snapshot } from '../../../electron/contract/snapshot.ts';
import { isSameSettled, type Settled, settle } from './arrange-roles.ts';

/**
 * Which roles stand on top. It is worked out when the list appears, when the window is shown again
 * and when the user turns to another window, never under the user's eyes: a row that jumped away
 * would take a click that was meant for another.
 */
export function useSettled(snapshot: Snapshot): Settled {
  const { roles, recent } = snapshot;
  const newest = useRef({ roles, recent });
  newest.current = { roles, recent };
  const [settled, setSettled] = useState(() => settle(roles, recent));

  useEffect(() => {
    const renew = (): void => {
      const next = settle(newest.current.roles, newest.current.recent);
      setSettled((current) => (isSameSettled(current, next) ? current : next));
    };
    const renewIfShown = (): void => {
      if (!document.hidden) {
        renew();
      }
    };
    window.addEventListener('blur', renew);
    document.addEventListener('visibilitychange', renewIfShown);
    return () => {
      window.removeEventListener('blur', renew);
      document.removeEventListener('visibilitychange', renewIfShown);
    };
  }, []);
  return settled;
}
