/** The part of duckdb-wasm's `AsyncDuckDB` that the engine uses; every call is a message to the worker that holds the database. */
export interface WasmDatabase {
  getVersion(): Promise<string>;
  connectInternal(): Promise<number>;
  disconnect(connection: number): Promise<void>;
  /** The result's schema as the head of an Arrow IPC stream, or null while it is not known: then poll. */
  startPendingQuery(connection: number, sql: string, allowStreamResult: boolean): Promise<Uint8Array | null>;
  pollPendingQuery(connection: number): Promise<Uint8Array | null>;
  cancelPendingQuery(connection: number): Promise<boolean>;
  /** The next part of the stream, null to ask again, no bytes at the end. */
  fetchQueryResults(connection: number): Promise<Uint8Array | null>;
  insertArrowFromIPCStream(
    connection: number,
    bytes: Uint8Array,
    options: { schema: string; name: string; create: boolean },
  ): Promise<void>;
  registerFileBuffer(name: string, bytes: Uint8Array): Promise<void>;
  dropFile(name: string): Promise<null>;
  /** Stops the worker. */
  terminate(): Promise<void>;
}
