/** A code that a person confirms on a page, on this machine or another. */
export interface DeviceCode {
  /** Short, and shown to the person, who compares it with the page's. */
  readonly userCode: string;
  /** The page that asks for the code. */
  readonly url: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** The person's side of a sign-in: the window, or the terminal. */
export interface SignInPage {
  /** Opens a page in the browser, or shows its address where none can be opened. */
  openPage(url: string): Promise<void>;
  /** Shows the code; the page with the code filled in is opened next. */
  showCode(code: DeviceCode): void;
  /** Somebody else, here or in another process, signs in to the same, and the result is waited for. */
  waitForOther(): void;
}
