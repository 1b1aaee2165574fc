import type { RotationView } from '../../../electron/contract/access.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useAwsTime } from '../../lib/clock.ts';
import { dayText } from '../../lib/time-text.ts';
import type { Rotation } from './use-rotation.ts';

export interface RotationNoticeProps {
  readonly profile: string;
  readonly view: RotationView;
  readonly rotation: Rotation;
}

/** A rotation that is not at its end, with the one step that comes next. */
export function RotationNotice({ profile, view, rotation }: RotationNoticeProps) {
  const { oldKeyId, state, deletableAt } = view;
  const day = useAwsTime((now) =>
    deletableAt === undefined || deletableAt <= now ? '' : dayText(deletableAt),
  );
  const label = `Rotation of the key ${profile}`;
  const oldKey = `…${oldKeyId.slice(-4)}`;
  if (state === 'unfinished') {
    return (
      <Notice
        tone="warn"
        label={label}
        hint="Going on looks at AWS first, and leaves one key that works."
        actions={
          <Button isBusy={rotation.isBusy} onClick={() => void rotation.run('go-on')}>
            Go on
          </Button>
        }
      >
        The rotation of this key was cut off; the old one is <code>{oldKey}</code>.
      </Notice>
    );
  }
  return (
    <Notice
      tone="info"
      label={label}
      hint="Programs that still use it are refused. Until it is deleted, it can be switched on again at AWS."
      actions={
        <Button isBusy={rotation.isBusy} onClick={() => void rotation.run('finish')}>
          Delete old key…
        </Button>
      }
    >
      The old key <code>{oldKey}</code> is switched off
      {day === '' ? '; it can be deleted now.' : `; delete it from ${day}.`}
    </Notice>
  );
}
