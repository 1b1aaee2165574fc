/**
 * Authenticated encryption with the home's own key, which the keychain keeps as `cache-key`
 * (AES-256-GCM). Used for the session file, backups and the undo journal.
 */
export interface Sealer {
  /**
   * Encrypts, the parts of `plain` one after another. `purpose` is bound into the result: a box sealed
   * for one file opens as no other.
   */
  seal(purpose: string, plain: Uint8Array | readonly Uint8Array[]): Promise<Uint8Array>;
  /** Decrypts, or undefined where the box is damaged, made with another key, or for another purpose. */
  open(purpose: string, sealed: Uint8Array): Promise<Uint8Array | undefined>;
}
