import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import type { ReactNode, RefObject } from 'react';
import styles from './dialog.module.css';

export interface DialogProps {
  readonly isOpen: boolean;
  /** Escape, a click beside it, or whatever inside asks to close it. */
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons, the main one last. */
  readonly actions?: ReactNode;
  /** What gets the focus; else the first control inside. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
  /** An `alertdialog` is read out at once and is not closed by a click beside it. */
  readonly isAlert?: boolean;
}

/** A window over the window. The focus stays inside and goes back to where it came from. */
export function Dialog(props: DialogProps) {
  return (
    <BaseDialog.Root
      open={props.isOpen}
      disablePointerDismissal={props.isAlert === true}
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
    >
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles.backdrop} />
        <BaseDialog.Popup
          className={styles.popup}
          role={props.isAlert === true ? 'alertdialog' : 'dialog'}
          {...(props.initialFocus === undefined ? {} : { initialFocus: props.initialFocus })}
        >
          <BaseDialog.Title className={styles.title}>{props.title}</BaseDialog.Title>
          {props.description === undefined ? null : (
            <BaseDialog.Description className={styles.description} render={<div />}>
              {props.description}
            </BaseDialog.Description>
          )}
          {props.children}
          {props.actions === undefined ? null : (
            <div className={styles.actions}>{props.actions}</div>
          )}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
