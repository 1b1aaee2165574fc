/** What had the focus is gone from the screen: its heading takes it, as on a new screen. */
export function focusHeading(): void {
  document.querySelector<HTMLElement>('main h1')?.focus();
}
