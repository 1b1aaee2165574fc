import { type ReactNode, useRef } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

export interface ConfirmDialogProps {
  readonly isOpen: boolean;
  /** The question, in one line. */
  readonly title: string;
  /** What a yes changes, and what it leaves. */
  readonly description?: ReactNode;
  /** The yes, as a verb: "Remove", "Replace". */
  readonly confirmLabel: string;
  readonly cancelLabel?: string;
  readonly isDangerous?: boolean;
  readonly isBusy?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before something is done. The focus is on the harmless answer. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      isOpen={props.isOpen}
      isAlert
      onClose={props.onCancel}
      title={props.title}
      description={props.description}
      initialFocus={cancel}
      actions={
        <>
          <Button ref={cancel} onClick={props.onCancel}>
            {props.cancelLabel ?? 'Cancel'}
          </Button>
          <Button
            variant={props.isDangerous === true ? 'danger' : 'primary'}
            isBusy={props.isBusy === true}
            onClick={props.onConfirm}
          >
            {props.confirmLabel}
          </Button>
        </>
      }
    />
  );
}
