import type { TableColumn } from './import';

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
}

export interface TableInfo {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly TableColumn[];
  readonly receipt: number | null;
}
