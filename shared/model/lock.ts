/** What the screen of a locked window may know. */
export interface LockState {
  readonly locked: boolean;
  /** The key that signs has a passphrase, which opens the lock. */
  readonly canLock: boolean;
  /** Whether a workspace is open behind it, and its name; a workspace in memory has none. */
  readonly workspace: { readonly name: string | null } | null;
}

/** Minutes without a key or the mouse after which the window locks itself. */
export const LOCK_MINUTES = [5, 15, 30, 60] as const;
