import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { IconButton } from './button.tsx';
import styles from './toast.module.css';

/** What came of an action. A failure stays until it is closed or the next outcome comes. */
export interface ToastContent {
  readonly id: number;
  readonly tone: 'done' | 'failure';
  readonly message: string;
  /** Further sentences: notices of a success, the next step of a failure. */
  readonly details: readonly string[];
}

export interface ToastProps {
  readonly content: ToastContent | undefined;
  readonly onClose: () => void;
  /** The pointer or the focus is on it, so that it must not go away. */
  readonly onHold: (isHeld: boolean) => void;
}

/**
 * The place of toasts, above the tabs. Both live regions are always there: a screen reader only
 * reads what changes inside a region that it knows.
 */
export function Toast(props: ToastProps) {
  const { content } = props;
  return (
    <div className={styles.place}>
      <div role="status">{content?.tone === 'done' ? <ToastCard {...props} /> : null}</div>
      <div role="alert">{content?.tone === 'failure' ? <ToastCard {...props} /> : null}</div>
    </div>
  );
}

function ToastCard({ content, onClose, onHold }: ToastProps) {
  if (content === undefined) {
    return null;
  }
  const Icon = content.tone === 'done' ? CircleCheck : CircleAlert;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer only keeps the words in place
    <div
      key={content.id}
      className={`${styles.toast} ${styles[content.tone]}`}
      data-toast={content.tone}
      onPointerEnter={() => onHold(true)}
      onPointerLeave={() => onHold(false)}
      onFocus={() => onHold(true)}
      onBlur={() => onHold(false)}
    >
      <Icon className={styles.icon} size={16} aria-hidden="true" />
      <div className={styles.text}>
        <p className={styles.message}>{content.message}</p>
        {content.details.map((detail) => (
          <p className={styles.detail} key={detail}>
            {detail}
          </p>
        ))}
      </div>
      <IconButton label="Close message" icon={X} onClick={onClose} />
    </div>
  );
}
