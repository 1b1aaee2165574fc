import { Dialog } from '../../components/dialog.tsx';
import { KeyHint } from '../../components/key-hint.tsx';
import { useSnapshot } from '../../lib/snapshot-store.ts';
import styles from './keys-help.module.css';

export interface KeysHelpProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** All keys of the roles screen. */
export function KeysHelp({ isOpen, onClose }: KeysHelpProps) {
  const control = useSnapshot().platform === 'darwin' ? '⌘' : 'Ctrl';
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Keys">
      <div className={styles.keys}>
        {keyGroups(control).map(({ title, rows }) => (
          <section key={title}>
            <h3 className={styles.title}>{title}</h3>
            <dl className={styles.group}>
              {rows.map(([keys, meaning]) => (
                <div className={styles.row} key={meaning}>
                  <dt>
                    {keys.map((key) => (
                      <KeyHint key={key}>{key}</KeyHint>
                    ))}
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

interface KeyGroup {
  readonly title: string;
  readonly rows: readonly (readonly [keys: readonly string[], meaning: string])[];
}

function keyGroups(control: string): readonly KeyGroup[] {
  return [
    {
      title: 'Anywhere',
      rows: [
        [['Enter'], 'Switch to the selected role, renew it, or sign in'],
        [[control, 'C'], 'Copy its exports'],
        [['↑', '↓'], 'Go into the list'],
        [['Esc'], 'Clear the search, then hide the window'],
        [[control, '1…5'], 'Roles, keys, doctor, activity, settings'],
        [[control, 'N'], 'Add a role'],
      ],
    },
    {
      title: 'In the list',
      rows: [
        [['C'], 'Copy exports'],
        [['W'], 'Write the credentials file'],
        [['O'], 'Open the AWS console'],
        [['S'], 'Stop'],
        [['F'], 'Favourite'],
        [['I', '→'], 'Details'],
        [['/'], 'Back to the search; other letters too'],
      ],
    },
  ];
}
