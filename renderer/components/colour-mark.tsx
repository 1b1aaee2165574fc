import type { Colour } from '../../electron/contract/roles.ts';
import styles from './colour-mark.module.css';

/** The user's mark of a role or account. Its name is read out: colour alone tells nobody anything. */
export function ColourMark({ colour }: { readonly colour: Colour }) {
  return (
    <span className={`${styles.mark} ${styles[colour]}`} role="img" aria-label={`${colour} mark`} />
  );
}
