import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../electron/contract/results.ts';
import type { RoleForm } from '../../../electron/contract/roles.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ScreenFrame } from '../../components/screen-frame.tsx';
import { useNavigation } from '../../lib/navigation.ts';
import { useVerbs } from '../../lib/run-verb.ts';
import { RoleFormEditor } from './role-form-editor.tsx';
import { EMPTY_FORM } from './use-role-form.ts';

/** Adds a role to the config file, or edits one. `original` is empty for a new role. */
export function RoleFormScreen({ original }: { readonly original: string }) {
  const navigation = useNavigation();
  const { run } = useVerbs();
  const [initial, setInitial] = useState<RoleForm | undefined>(
    original === '' ? EMPTY_FORM : undefined,
  );
  const [failure, setFailure] = useState<Failure>();
  const [attempt, setAttempt] = useState(0);
  const runVerb = useRef(run);
  runVerb.current = run;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is what asks once more
  useEffect(() => {
    if (original === '') return;
    setFailure(undefined);
    void runVerb
      .current(() => bridge.readRoleForm(original), { onFailure: setFailure })
      .then(setInitial);
  }, [original, attempt]);

  if (initial !== undefined) {
    return <RoleFormEditor key={original} initial={initial} original={original} />;
  }
  return (
    <ScreenFrame title={`Edit ${original}`} onBack={navigation.back}>
      {failure === undefined ? null : (
        <Notice
          tone="danger"
          label="The profile can’t be read"
          hint={failure.hint}
          actions={<Button onClick={() => setAttempt(attempt + 1)}>Try again</Button>}
        >
          {failure.message}
        </Notice>
      )}
    </ScreenFrame>
  );
}
