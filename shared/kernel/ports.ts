import type { KeyPlace, KeyringOffer, KeyState } from '../model/package';
import type { Table } from './table';

/** A value bound to a `$n` parameter. Dates and timestamps are bound as ISO text and cast in the SQL. */
export type SqlValue = string | number | boolean | bigint | null;

/** An opaque name for a file that the user granted. The kernel never sees or makes paths. */
export type FileToken = string;

export interface FileInfo {
  readonly name: string;
  /** Size in bytes. */
  readonly size: number;
  /** Last change, milliseconds since 1970. */
  readonly modified: number;
}

/**
 * One connection of the database; each running call owns one. All methods reject with a `Fault`:
 * CANCELLED after `signal` aborts (the statement itself is interrupted), INVALID_SQL, OUT_OF_MEMORY, DISK_FULL, …
 */
export interface SqlConnection {
  query(sql: string, params?: readonly SqlValue[], signal?: AbortSignal): Promise<Table>;
  /** Yields the result in order, in batches of at most a few thousand rows; stops the statement when the loop is left. */
  stream(sql: string, params?: readonly SqlValue[], signal?: AbortSignal): AsyncIterable<Table>;
  /**
   * Runs one or more statements without a result (no parameters when there are several). On the wasm engine a workspace file
   * is written at `CHECKPOINT` and at the close.
   */
  exec(sql: string, params?: readonly SqlValue[], signal?: AbortSignal): Promise<void>;
  /**
   * Appends batches to an existing table, column by column in the table's order, casting to its types; `table` is an unquoted
   * schema and name. Only in a transaction is it all or nothing.
   */
  append(table: { schema: string; name: string }, batches: AsyncIterable<Table> | Iterable<Table>): Promise<void>;
  /** 0–1 while a statement runs and the engine knows, else undefined. */
  progress(): number | undefined;
  close(): Promise<void>;
}

export type SourceFormat = 'csv' | 'parquet' | 'duckdb';

/**
 * A file made readable for SQL: `path` goes into `read_csv`/`read_parquet`; `table` is a quoted relation where the engine cannot read
 * the format itself; `database` is the name of an attached database that can only be read.
 */
export type SqlSource = ({ readonly path: string } | { readonly table: string } | { readonly database: string }) & {
  release(): Promise<void>;
};

export interface SqlEngine {
  readonly name: 'native' | 'wasm';
  /** Of a sealed workspace alone. */
  readonly vault?: Vaulted;
  /** The DuckDB version, e.g. `1.5.6`. */
  readonly version: string;
  connect(): Promise<SqlConnection>;
  /**
   * Makes a granted file readable from SQL on this engine until released.
   * @throws Fault for a database: NOT_A_WORKSPACE, WORKSPACE_DAMAGED, WORKSPACE_NEWER, WORKSPACE_LOCKED.
   */
  source(connection: SqlConnection, file: FileToken, format: SourceFormat, signal?: AbortSignal): Promise<SqlSource>;
  /** The same for a file inside another, as `files` reads it: the database gets a copy. */
  copiedSource(
    connection: SqlConnection,
    files: FileReader,
    file: FileToken,
    format: Exclude<SourceFormat, 'csv'>,
    signal?: AbortSignal,
  ): Promise<SqlSource>;
  /** Makes UTF-8 text that is no file readable for `read_csv` until released. */
  textSource(text: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<SqlSource>;
  /** Writes all that the database holds to a new file, complete or not at all; an older file of that name is replaced. */
  saveCopy(file: FileToken): Promise<void>;
  /**
   * Writes the workspace's file anew, so that nothing is left in it of what was deleted; a process that dies meanwhile leaves the old
   * file or the new one. Questions wait until it is done. In memory there is nothing to do.
   */
  rewrite(): Promise<void>;
  /** Bytes the database uses in memory now. */
  memoryUsed(): Promise<number>;
  close(): Promise<void>;
}

/** A workspace whose file is sealed, while it is open. */
export interface Vaulted {
  /** Where its plain copy lies meanwhile. */
  readonly place: 'memory' | 'disk';
  /** It was opened from what a process that was killed had not sealed with the passphrase. */
  readonly recovered: boolean;
  /** Seals all that was written up to now. */
  seal(): Promise<void>;
  /** @throws Fault WRONG_PASSPHRASE. */
  changePassphrase(passphrase: string, next: string): Promise<void>;
}

export interface EngineSettings {
  /** DuckDB's memory limit in MiB; absent = 40% of RAM (native) or the engine's default. */
  readonly memoryMiB?: number;
  readonly threads?: number;
}

/** Opens databases on one engine. `file: null` is an in-memory database. */
export interface EngineFactory {
  readonly name: 'native' | 'wasm';
  /**
   * Opens or creates a database file. With a passphrase a new file is sealed; one that is not sealed is opened without it.
   * @throws Fault WORKSPACE_LOCKED (held by another process), NOT_A_WORKSPACE (not a DuckDB file), WORKSPACE_DAMAGED
   * (truncated or corrupt), WORKSPACE_SEALED (a passphrase is needed), WRONG_PASSPHRASE, WORKSPACE_NEWER (written by a newer DuckDB), NO_PERMISSION, FILE_NOT_FOUND. The file is left untouched.
   */
  open(file: FileToken | null, settings: EngineSettings, passphrase?: string): Promise<SqlEngine>;
  /** Writes all that an engine holds to a sealed file; hosts without a file system cannot. */
  seal?(engine: SqlEngine, file: FileToken, passphrase: string): Promise<void>;
  /** Seals and wipes what killed processes left in the plain. */
  sweep?(): Promise<void>;
}

export interface Files {
  /** @throws Fault FILE_NOT_FOUND, NO_PERMISSION, FILE_NOT_REGULAR (a directory, device or pipe). */
  info(file: FileToken): Promise<FileInfo>;
  exists(file: FileToken): Promise<boolean>;
  /** Bytes that are free where a file is or is to be; null where nobody can say. Absent on hosts without a file system. */
  free?(file: FileToken): Promise<number | null>;
  /** Streams the bytes from `start` (default 0) up to `end` (exclusive). */
  read(file: FileToken, range?: { start?: number; end?: number }): AsyncIterable<Uint8Array>;
  /** Writes a new file under a temporary name and renames it when complete. */
  write(file: FileToken, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>;
  /** A token for a name inside a granted folder. */
  inside(folder: FileToken, name: string): FileToken;
  remove(file: FileToken): Promise<void>;
}

/** All that reading a file takes. */
export type FileReader = Pick<Files, 'info' | 'read'>;

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** The calendar day here, `YYYY-MM-DD`. */
  today(): string;
}

export interface Log {
  /** Codes and redacted text only, never values of customers. Returns a reference that a user can quote. */
  error(what: string, cause: unknown): string;
  info(what: string): void;
}

export interface Sha256 {
  update(bytes: Uint8Array): void;
  /** Lower-case hexadecimal. */
  digest(): string;
}

/** The key pair of the person who works here; the secret half never comes into the kernel. */
export interface Keyring {
  /** Ed25519 public key in lower-case hexadecimal. */
  publicKey(): Promise<string>;
  /**
   * Signature in lower-case hexadecimal. @throws Fault KEY_SEALED until it was unlocked, where it is sealed with a passphrase;
   * KEYRING_CLOSED where the keyring of the system keeps it and does not give it.
   */
  sign(message: Uint8Array): Promise<string>;
  /** Where the key is kept in a file. */
  readonly sealing?: {
    state(): Promise<KeyState>;
    /** From now on, until it is forgotten or the process ends. @throws Fault WRONG_PASSPHRASE, TOO_MANY_TRIES, KEYRING_CLOSED. */
    unlock(passphrase: string): Promise<void>;
    /** Of a key that a passphrase or the keyring seals: nothing is signed until it is opened anew. */
    forget(): Promise<void>;
    /** Under this passphrase, in the place of what was before. @throws Fault KEY_SEALED, KEYRING_CLOSED. */
    seal(passphrase: string): Promise<void>;
    place(): Promise<KeyPlace>;
    /** Asks nothing of the keyring itself. */
    keyring(): Promise<KeyringOffer>;
    /** There, with the passphrase that it has. @throws Fault KEYRING_CLOSED, and the key stays where it was. */
    keep(place: KeyPlace): Promise<void>;
  };
}

/** Where the ends of audit chains are kept outside the workspaces, by the place of each: in the profile of the person who works here. */
export interface Anchors {
  /** Null where nothing is kept of the file at this place. */
  read(file: FileToken): Promise<string | null>;
  /** Null forgets what is kept, of a file that is about to be another. */
  write(file: FileToken, head: string | null): Promise<void>;
}

/** Keeps in the profile that the window is locked, so that no new start opens it. */
export interface LockMark {
  read(): boolean;
  write(isLocked: boolean): void;
}

/** All that the kernel may reach of the world. */
export interface Ports {
  readonly engines: EngineFactory;
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  /** Bytes of memory this machine has; resident state takes a quarter of it. */
  readonly memoryBytes: number;
  sha256(): Sha256;
  /** Bytes that nobody can foresee. */
  random(bytes: number): Uint8Array;
  readonly keys: Keyring;
  readonly anchors: Anchors;
  /** Absent where there is no window, or none that can be locked. */
  readonly lockMark?: LockMark;
}
