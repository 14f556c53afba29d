import type { DuckDBConnection } from '@duckdb/node-api';
import { openFault } from '#shared/engines/duckdbFault';
import type { SqlSource } from '#shared/kernel/ports';
import { identifier } from '#shared/sql/quote';
import { attachSql } from '#shared/sql/relationSql';

interface Attached {
  readonly database: string;
  readonly ready: Promise<unknown>;
  users: number;
}

/** Of which the engine can say for sure that it is a database. */
type AttachedDatabase = Extract<SqlSource, { readonly database: string }>;

/** Database files that are read beside the workspace. DuckDB attaches a file once, so its readers share it. */
export class AttachedDatabases {
  readonly #connection: DuckDBConnection;
  readonly #byPath = new Map<string, Attached>();
  #made = 0;

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  /** `name` is what a person calls the file. */
  async attach(path: string, name: string): Promise<AttachedDatabase> {
    const attached = this.#byPath.get(path) ?? this.#begin(path);
    attached.users++;
    try {
      await attached.ready;
    } catch (cause) {
      this.#byPath.delete(path);
      throw openFault(cause, name);
    }
    return { database: attached.database, release: () => this.#release(path, attached) };
  }

  #begin(path: string): Attached {
    const database = `attached ${this.#made++}`;
    const attached = { database, ready: this.#connection.run(attachSql(path, database)), users: 0 };
    this.#byPath.set(path, attached);
    return attached;
  }

  async #release(path: string, attached: Attached): Promise<void> {
    attached.users--;
    if (attached.users > 0) return;
    this.#byPath.delete(path);
    await this.#connection.run(`DETACH ${identifier(attached.database)}`);
  }
}
