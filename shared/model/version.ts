import type { ColumnType } from './import';

/** Former loads of a table that are kept beside the one it shows. An older one goes with the import that makes it too many. */
export const KEPT_VERSIONS = 3;

/** A load that a table shows or can show again. Its receipt names it and never changes. */
export interface TableVersion {
  readonly receipt: number;
  /** The data version with which the table came to show it; null = it was loaded before versions were kept. */
  readonly dataVersion: number | null;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  readonly file: string;
  /** ISO time. */
  readonly importedAt: string;
  /** The table shows it. */
  readonly current: boolean;
}
