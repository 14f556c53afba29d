import type { HuaxiangError } from './result';

/** What came over of one table of a damaged workspace. */
export interface RescuedTable {
  readonly schema: string;
  readonly table: string;
  /** Rows in the new workspace. */
  readonly rows: number;
  /** Rows that could not be read; null where their number cannot be read either. */
  readonly lost: number | null;
}

/** What came over of a damaged workspace into a new one, and what did not. */
export interface Rescue {
  readonly tables: readonly RescuedTable[];
  /** What became of the log beside the file, which holds the latest changes: there was none, it was read, or it cannot be. */
  readonly log: 'none' | 'read' | 'unreadable';
  /** Why the customers could not be numbered anew after rows were lost; null where they were, or need not be. */
  readonly customersError: HuaxiangError | null;
}

/** What a process is to rescue. All are paths; the folder is the process's own and is emptied first. */
export interface RescueOrder {
  readonly from: string;
  readonly to: string;
  readonly folder: string;
  /** What ended a process before: `schema.table`, `LOG` or `RENEWAL`. */
  readonly skip: readonly string[];
}

export const LOG = 'log';
export const CATALOGUE = 'catalogue';
export const RENEWAL = 'renewal';

/** What such a process tells. `reading` = what it is about from now on: `LOG`, `CATALOGUE`, `schema.table` or
 * `RENEWAL` of the customers; if it ends there, that is why. */
export type RescueMessage =
  | { readonly kind: 'reading'; readonly what: string }
  | { readonly kind: 'done'; readonly rescue: Rescue }
  | { readonly kind: 'failed'; readonly error: HuaxiangError };

export function wholeName({ schema, table }: Pick<RescuedTable, 'schema' | 'table'>): string {
  return `${schema}.${table}`;
}

/** Whether anything of a table did not come over. */
export function isLossy({ lost }: RescuedTable): boolean {
  return lost !== 0;
}
