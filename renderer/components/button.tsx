import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, MouseEvent } from 'react';
import styles from './button.module.css';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'style'> {
  /** `primary`: the one main action of a screen. `danger`: what takes something away. */
  readonly variant?: 'primary' | 'quiet' | 'danger' | 'plain';
  readonly icon?: LucideIcon;
  /** An answer is awaited: the button keeps its place and its focus, and does nothing. */
  readonly isBusy?: boolean;
}

/** A button with words. It submits no form unless `type` says so. */
export function Button({
  variant = 'quiet',
  icon: Icon,
  isBusy = false,
  type = 'button',
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={`${styles.button} ${styles[variant]}`}
      // A disabled button would drop the keyboard's focus to the top of the page.
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      onClick={isBusy ? ignore : onClick}
    >
      {Icon === undefined ? null : <Icon size={15} aria-hidden="true" />}
      {children}
    </button>
  );
}

/** The click of a busy button must not submit its form either. */
function ignore(event: MouseEvent): void {
  event.preventDefault();
}

export interface IconButtonProps extends Omit<ButtonProps, 'variant' | 'children' | 'title'> {
  /** Says what the picture means, to screen readers and under the pointer. */
  readonly label: string;
  readonly icon: LucideIcon;
}

/** A button that is a picture, for actions that everybody knows: back, copy, close. */
export function IconButton({
  label,
  icon: Icon,
  isBusy = false,
  type = 'button',
  onClick,
  ...rest
}: IconButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={`${styles.button} ${styles.icon}`}
      aria-label={label}
      title={label}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      onClick={isBusy ? ignore : onClick}
    >
      <Icon size={16} aria-hidden="true" />
    </button>
  );
}
