import type { CleanedFrom } from './cleaning';
import type { TableColumn } from './import';

/** Characters of a passphrase: fewer are guessed in a day. */
export const SHORTEST_PASSPHRASE = 10;

/** The workspace that is open, as the status bar shows it. */
export interface WorkspaceInfo {
  /** File name without folder; `null` for one that lives in memory. */
  readonly name: string | null;
  readonly engine: 'native' | 'wasm';
  readonly duckdbVersion: string;
  readonly schemaVersion: number;
  readonly dataVersion: number;
  readonly customers: number;
  readonly tables: number;
  readonly asOf: string | null;
  /** `YYYY-MM-DD HH:MM:SS` of creation. */
  readonly createdAt: string;
  /** Of an encrypted one: where its plain copy lies while it is open. */
  readonly sealed?: 'memory' | 'disk';
  /** It holds what a process that was killed had not sealed. */
  readonly recovered?: true;
}

export interface TableInfo {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly TableColumn[];
  /** The import that it shows; null = it was not imported. */
  readonly receipt: number | null;
  /** Of a table that a cleaning made. */
  readonly cleaned?: CleanedFrom;
}
