import { Copy } from 'lucide-react';
import { useState } from 'react';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { SwitchField } from '../../components/switch-field.tsx';
import { useNavigation } from '../../lib/navigation.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import styles from './settings.module.css';

/** Passing the roles on to others, and taking over theirs. */
export function CatalogueSection() {
  const { run } = useVerbs();
  const navigation = useNavigation();
  const [withExternalIds, setWithExternalIds] = useState(false);
  return (
    <Card
      title="Roles of others"
      description="Your roles as JSON for a colleague or another computer, without keys; and theirs for you."
    >
      <div className={styles.fields}>
        <SwitchField
          label="With external ids"
          isOn={withExternalIds}
          onChange={setWithExternalIds}
          hint="Many teams treat them as half a secret. Only for the next copy."
        />
      </div>
      <div className={styles.buttons}>
        <Button
          icon={Copy}
          onClick={() => {
            setWithExternalIds(false);
            void run(() => bridge.copyCatalogue(withExternalIds));
          }}
        >
          Copy as JSON
        </Button>
        <Button id="import-roles" onClick={() => navigation.open({ screen: 'import' })}>
          Import…
        </Button>
      </div>
    </Card>
  );
}
