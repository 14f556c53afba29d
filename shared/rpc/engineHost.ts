/** What only main can ask the keyring of the system. `offer` is answered without asking it. What is sealed is in hexadecimal. */
export type KeyringQuestion =
  | { readonly what: 'offer' }
  | { readonly what: 'seal'; readonly text: string }
  | { readonly what: 'open'; readonly sealed: string };

/** What the main process tells the engine process. Only main makes tokens; this is where the engine learns their paths. */
export type ToEngine =
  | { readonly kind: 'start'; readonly settings: { readonly memoryMiB?: number; readonly threads?: number } }
  | { readonly kind: 'grant'; readonly token: string; readonly path: string }
  /** Comes with one port, to the kernel's only client; a client before it is disconnected. */
  | { readonly kind: 'connect' }
  /** Lock the window, where a key is sealed. */
  | { readonly kind: 'lock'; readonly by: 'idle' | 'system' }
  /** Null where the keyring gives nothing. */
  | { readonly kind: 'keyring'; readonly id: number; readonly answer: string | null }
  /** Main has heard whether the window is locked. */
  | { readonly kind: 'lockHeard' }
  | { readonly kind: 'ping' }
  /** Close the workspace, then end. */
  | { readonly kind: 'stop' };

/** What the engine process tells main. `ready` = the engine's binary is loaded and calls are answered. */
export type FromEngine =
  | { readonly kind: 'ready' }
  | { readonly kind: 'pong' }
  /** Told before `ready`, and whenever it changes; the page hears of a change when main has. */
  | { readonly kind: 'lock'; readonly locked: boolean }
  /** The workspace is closed and is being encrypted, which must not be cut short. */
  | { readonly kind: 'sealing' }
  | ({ readonly kind: 'keyring'; readonly id: number } & KeyringQuestion)
  | { readonly kind: 'log'; readonly line: string };
