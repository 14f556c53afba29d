/** The part of sql.js that is used: SQLite as WebAssembly, its bytes inside the module. */
declare module 'sql.js/dist/sql-wasm-inline.js' {
  type SqliteValue = bigint | number | string | Uint8Array | null;
  interface Statement {
    step(): boolean;
    get(parameters: null, options: { useBigInt: true }): SqliteValue[];
    free(): boolean;
  }
  class Database {
    constructor(bytes?: Uint8Array);
    run(sql: string): Database;
    prepare(sql: string): Statement;
    export(): Uint8Array;
    close(): void;
  }
  function initSqlJs(): Promise<{ Database: typeof Database }>;

  export = initSqlJs;
}
